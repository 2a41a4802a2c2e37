//! The settings of listeners. Source: the ELBv2 API's `ListenerAttribute`.

use super::settings::{Setting, Shape, Table, any};

/// The settings. No type of listener has a key that means something else to another.
pub const SETTINGS: Table = Table {
    variant: "protocol",
    settings: &[
        any(
            "tcp.idle_timeout.seconds",
            "tcp_idle_timeout_seconds",
            Shape::Whole,
        ),
        any(
            "routing.http.response.server.enabled",
            "routing_http_response_server_enabled",
            Shape::Flag,
        ),
        header(
            "routing.http.request.x_amzn_mtls_clientcert.header_name",
            "routing_http_request_x_amzn_mtls_clientcert_header_name",
        ),
        header(
            "routing.http.request.x_amzn_mtls_clientcert_issuer.header_name",
            "routing_http_request_x_amzn_mtls_clientcert_issuer_header_name",
        ),
        header(
            "routing.http.request.x_amzn_mtls_clientcert_leaf.header_name",
            "routing_http_request_x_amzn_mtls_clientcert_leaf_header_name",
        ),
        header(
            "routing.http.request.x_amzn_mtls_clientcert_serial_number.header_name",
            "routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name",
        ),
        header(
            "routing.http.request.x_amzn_mtls_clientcert_subject.header_name",
            "routing_http_request_x_amzn_mtls_clientcert_subject_header_name",
        ),
        header(
            "routing.http.request.x_amzn_mtls_clientcert_validity.header_name",
            "routing_http_request_x_amzn_mtls_clientcert_validity_header_name",
        ),
        header(
            "routing.http.request.x_amzn_tls_cipher_suite.header_name",
            "routing_http_request_x_amzn_tls_cipher_suite_header_name",
        ),
        header(
            "routing.http.request.x_amzn_tls_version.header_name",
            "routing_http_request_x_amzn_tls_version_header_name",
        ),
        header(
            "routing.http.response.access_control_allow_credentials.header_value",
            "routing_http_response_access_control_allow_credentials_header_value",
        ),
        header(
            "routing.http.response.access_control_allow_headers.header_value",
            "routing_http_response_access_control_allow_headers_header_value",
        ),
        header(
            "routing.http.response.access_control_allow_methods.header_value",
            "routing_http_response_access_control_allow_methods_header_value",
        ),
        header(
            "routing.http.response.access_control_allow_origin.header_value",
            "routing_http_response_access_control_allow_origin_header_value",
        ),
        header(
            "routing.http.response.access_control_expose_headers.header_value",
            "routing_http_response_access_control_expose_headers_header_value",
        ),
        header(
            "routing.http.response.access_control_max_age.header_value",
            "routing_http_response_access_control_max_age_header_value",
        ),
        header(
            "routing.http.response.content_security_policy.header_value",
            "routing_http_response_content_security_policy_header_value",
        ),
        header(
            "routing.http.response.strict_transport_security.header_value",
            "routing_http_response_strict_transport_security_header_value",
        ),
        header(
            "routing.http.response.x_content_type_options.header_value",
            "routing_http_response_x_content_type_options_header_value",
        ),
        header(
            "routing.http.response.x_frame_options.header_value",
            "routing_http_response_x_frame_options_header_value",
        ),
    ],
};

/// The name or value of a header.
const fn header(key: &'static str, attribute: &'static str) -> Setting {
    any(key, attribute, Shape::Text)
}

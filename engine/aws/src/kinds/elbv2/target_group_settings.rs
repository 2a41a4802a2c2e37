//! The settings of target groups. Source: the ELBv2 API's `TargetGroupAttribute`.

use super::settings::{Setting, Shape, Table, any, only};

/// The settings. Cookies have a lifetime by the type of stickiness.
pub const SETTINGS: Table = Table {
    variant: "stickiness.type",
    settings: &[
        any(
            "deregistration_delay.timeout_seconds",
            "deregistration_delay",
            Shape::Text,
        ),
        any(
            "deregistration_delay.connection_termination.enabled",
            "connection_termination",
            Shape::Flag,
        ),
        any("slow_start.duration_seconds", "slow_start", Shape::Whole),
        any(
            "load_balancing.algorithm.type",
            "load_balancing_algorithm_type",
            Shape::Text,
        ),
        any(
            "load_balancing.algorithm.anomaly_mitigation",
            "load_balancing_anomaly_mitigation",
            Shape::Text,
        ),
        any(
            "load_balancing.cross_zone.enabled",
            "load_balancing_cross_zone_enabled",
            Shape::Text,
        ),
        any(
            "lambda.multi_value_headers.enabled",
            "lambda_multi_value_headers_enabled",
            Shape::Flag,
        ),
        any(
            "preserve_client_ip.enabled",
            "preserve_client_ip",
            Shape::Text,
        ),
        any(
            "proxy_protocol_v2.enabled",
            "proxy_protocol_v2",
            Shape::Flag,
        ),
        any("stickiness.enabled", "stickiness.enabled", Shape::Flag),
        any("stickiness.type", "stickiness.type", Shape::Text),
        only(
            &["lb_cookie"],
            "stickiness.lb_cookie.duration_seconds",
            "stickiness.cookie_duration",
            Shape::Whole,
        ),
        only(
            &["app_cookie"],
            "stickiness.app_cookie.duration_seconds",
            "stickiness.cookie_duration",
            Shape::Whole,
        ),
        only(
            &["app_cookie"],
            "stickiness.app_cookie.cookie_name",
            "stickiness.cookie_name",
            Shape::Text,
        ),
        any(
            "target_failover.on_deregistration",
            "target_failover.on_deregistration",
            Shape::Text,
        ),
        any(
            "target_failover.on_unhealthy",
            "target_failover.on_unhealthy",
            Shape::Text,
        ),
        any(
            "target_health_state.unhealthy.connection_termination.enabled",
            "target_health_state.enable_unhealthy_connection_termination",
            Shape::Flag,
        ),
        any(
            "target_health_state.unhealthy.draining_interval_seconds",
            "target_health_state.unhealthy_draining_interval",
            Shape::Whole,
        ),
        DNS_COUNT,
        DNS_PERCENTAGE,
        ROUTING_COUNT,
        ROUTING_PERCENTAGE,
    ],
};

const DNS_COUNT: Setting = any(
    "target_group_health.dns_failover.minimum_healthy_targets.count",
    "target_group_health.dns_failover.minimum_healthy_targets_count",
    Shape::Text,
);
const DNS_PERCENTAGE: Setting = any(
    "target_group_health.dns_failover.minimum_healthy_targets.percentage",
    "target_group_health.dns_failover.minimum_healthy_targets_percentage",
    Shape::Text,
);
const ROUTING_COUNT: Setting = any(
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets_count",
    Shape::Whole,
);
const ROUTING_PERCENTAGE: Setting = any(
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets_percentage",
    Shape::Text,
);

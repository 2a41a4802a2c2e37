//! A client that cannot leave this machine.

use std::net::{IpAddr, Ipv4Addr};

use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns, ResolveDnsError};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// Resolves `localhost` and what ends in it, as S3 Control needs it, to this machine, and nothing
/// else.
#[derive(Clone, Debug)]
struct OnlyLoopback;

impl ResolveDns for OnlyLoopback {
    fn resolve_dns<'a>(&'a self, name: &'a str) -> DnsFuture<'a> {
        let is_here = name == "localhost"
            || name.ends_with(".localhost")
            || name
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback());
        DnsFuture::ready(if is_here {
            Ok(vec![IpAddr::V4(Ipv4Addr::LOCALHOST)])
        } else {
            Err(ResolveDnsError::new(format!(
                "`{name}` is not on this machine, and a sandboxed run calls nothing else"
            )))
        })
    }
}

/// A client for emulators.
pub fn http() -> SharedHttpClient {
    aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .build_with_resolver(OnlyLoopback)
}

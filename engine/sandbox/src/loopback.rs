//! A URL that cannot leave this machine.

use std::fmt;
use std::net::ToSocketAddrs;
use std::str::FromStr;

use url::{Host, Url};

/// The URL of an endpoint on this machine: `http` or `https`, a loopback host, a port, no path.
///
/// It is made by parsing only, and what was checked is what is kept: a host that merely looks like
/// loopback (`127.0.0.1.example.com`, `127.0.0.1@example.com`) is none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoopbackUrl(Url);

/// Why a URL is not taken for an endpoint on this machine.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoopbackError {
    /// It is no URL.
    #[error("`{text}` is not a URL ({reason}); give one such as http://127.0.0.1:4566")]
    Url {
        /// What was given.
        text: String,
        /// What the parser said.
        reason: String,
    },
    /// It is neither `http` nor `https`.
    #[error("`{text}` is neither http nor https")]
    Scheme {
        /// What was given.
        text: String,
    },
    /// Its host is not loopback, or not certainly.
    #[error(
        "`{text}` is not on this machine: its host must be 127.0.0.1, [::1] or localhost, so that \
         nothing that is meant for a sandbox reaches AWS"
    )]
    Host {
        /// What was given.
        text: String,
    },
    /// It has a user, a path, a query or a fragment.
    #[error("`{text}` says more than where to connect; give scheme, host and port only")]
    Extra {
        /// The part before what is too much.
        text: String,
    },
    /// Its name has an address that is not loopback.
    #[error("`{host}` resolves to {address}, which is not on this machine; look at /etc/hosts")]
    Address {
        /// The name.
        host: String,
        /// What it resolves to.
        address: String,
    },
    /// Its name has no address.
    #[error("`{host}` does not resolve ({reason}); use 127.0.0.1")]
    Resolve {
        /// The name.
        host: String,
        /// What the resolver said.
        reason: String,
    },
}

impl LoopbackUrl {
    /// The endpoint at a port of 127.0.0.1.
    ///
    /// # Errors
    /// None in practice: every such URL is loopback.
    pub fn at(port: u16) -> Result<Self, LoopbackError> {
        format!("http://127.0.0.1:{port}").parse()
    }

    /// The same endpoint by the name `localhost`: for services that put something before the host,
    /// which an address cannot bear.
    ///
    /// # Errors
    /// None in practice.
    pub fn named(&self) -> Result<Self, LoopbackError> {
        let mut url = self.0.clone();
        url.set_host(Some("localhost"))
            .map_err(|error| not_a_url(self.as_str(), &error))?;
        Ok(Self(url))
    }

    /// The URL without a slash at its end, as the SDKs take it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// The port, which is the scheme's own when none is written.
    #[must_use]
    pub fn port(&self) -> Option<u16> {
        self.0.port_or_known_default()
    }

    /// Asks the resolver, too: `localhost` is loopback by convention only.
    ///
    /// # Errors
    /// When its name resolves to anything else, or to nothing.
    pub fn check_addresses(&self) -> Result<(), LoopbackError> {
        let host = self.0.host_str().unwrap_or_default().to_owned();
        let addresses = match self.0.host() {
            Some(Host::Domain(name)) => {
                let resolved = (name, self.port().unwrap_or_default()).to_socket_addrs();
                resolved.map_err(|error| LoopbackError::Resolve {
                    host: host.clone(),
                    reason: error.to_string(),
                })?
            }
            _ => return Ok(()),
        };
        for address in addresses {
            if !address.ip().is_loopback() {
                return Err(LoopbackError::Address {
                    host,
                    address: address.ip().to_string(),
                });
            }
        }
        Ok(())
    }
}

impl FromStr for LoopbackUrl {
    type Err = LoopbackError;

    fn from_str(text: &str) -> Result<Self, LoopbackError> {
        let url = Url::parse(text).map_err(|error| not_a_url(text, &error))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(LoopbackError::Scheme {
                text: text.to_owned(),
            });
        }
        let loopback = match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        };
        if !loopback {
            return Err(LoopbackError::Host {
                text: without_credentials(&url),
            });
        }
        let bare = url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none();
        if !bare {
            return Err(LoopbackError::Extra {
                text: without_credentials(&url),
            });
        }
        Ok(Self(url))
    }
}

impl fmt::Display for LoopbackUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

fn not_a_url(text: &str, error: &url::ParseError) -> LoopbackError {
    LoopbackError::Url {
        text: text.to_owned(),
        reason: error.to_string(),
    }
}

/// Scheme, host and port: what an error may repeat.
fn without_credentials(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_taken() {
        for (text, expected) in [
            ("http://127.0.0.1:4566", "http://127.0.0.1:4566"),
            ("http://127.8.9.10:1/", "http://127.8.9.10:1"),
            ("https://localhost:4566", "https://localhost:4566"),
            ("http://LOCALHOST", "http://localhost"),
            ("http://[::1]:80", "http://[::1]"),
            ("http://2130706433:4566", "http://127.0.0.1:4566"),
        ] {
            assert_eq!(text.parse::<LoopbackUrl>().unwrap().as_str(), expected);
        }
    }

    #[test]
    fn what_is_elsewhere_is_refused() {
        for text in [
            "https://rds.eu-west-1.amazonaws.com",
            "http://127.0.0.1.example.com:4566",
            "http://127.0.0.1@example.com",
            "http://example.com#127.0.0.1",
            "http://localhost.example.com",
            "http://localhost.localstack.cloud:4566",
            "http://localhost.:4566",
            "http://0.0.0.0:4566",
            "http://[::]:4566",
            "http://[::ffff:127.0.0.1]:4566",
            "http://169.254.169.254",
            "http://10.0.0.1:4566",
        ] {
            let refused = text.parse::<LoopbackUrl>().unwrap_err();
            assert!(
                matches!(refused, LoopbackError::Host { .. }),
                "{text}: {refused}"
            );
        }
    }

    #[test]
    fn what_is_more_than_an_endpoint_is_refused_without_repeating_it() {
        for text in [
            "http://user:hunter2@127.0.0.1",
            "http://127.0.0.1/x",
            "http://127.0.0.1?a",
            "http://127.0.0.1#a",
        ] {
            let refused = text.parse::<LoopbackUrl>().unwrap_err();
            assert!(
                matches!(refused, LoopbackError::Extra { .. }),
                "{text}: {refused}"
            );
            assert!(!refused.to_string().contains("hunter2"));
        }
        assert!(matches!(
            "file:///etc".parse::<LoopbackUrl>(),
            Err(LoopbackError::Scheme { .. })
        ));
        assert!(matches!(
            "127.0.0.1:4566".parse::<LoopbackUrl>(),
            Err(LoopbackError::Url { .. })
        ));
    }

    #[test]
    fn the_name_keeps_the_port_and_resolves_here() {
        let url = LoopbackUrl::at(4566).unwrap().named().unwrap();
        assert_eq!(url.as_str(), "http://localhost:4566");
        url.check_addresses().unwrap();
    }
}

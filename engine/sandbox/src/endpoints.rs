//! What an SDK must be given so that it talks to the sandbox, and to nothing else.

use std::collections::BTreeMap;

use crate::loopback::{LoopbackError, LoopbackUrl};
use crate::routing;

/// Variables that could lead an SDK elsewhere, or give it a real identity: a program that is to use
/// [`Endpoints::environment`] must not inherit them.
pub const CLEARED: &[&str] = &[
    "AWS_CA_BUNDLE",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_DEFAULT_PROFILE",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_TOKEN",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
];

/// An account id: twelve digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccountId(String);

/// What was given is not twelve digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an AWS account id: it has twelve digits")]
pub struct AccountIdError(String);

impl AccountId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for AccountId {
    type Err = AccountIdError;

    fn from_str(text: &str) -> Result<Self, AccountIdError> {
        if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(AccountIdError(text.to_owned()))
        }
    }
}

impl Default for AccountId {
    fn default() -> Self {
        Self("000000000000".to_owned())
    }
}

/// Credentials that are good for emulators only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FakeCredentials {
    /// The account id: emulators take an access key id of twelve digits for the account.
    pub access_key_id: String,
    /// Not secret.
    pub secret_access_key: &'static str,
}

/// Where each service is answered, who asks, and in which region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    default: LoopbackUrl,
    services: BTreeMap<String, LoopbackUrl>,
    account: AccountId,
    region: String,
}

impl Endpoints {
    /// Every service at one URL: LocalStack, or one emulator alone.
    #[must_use]
    pub fn single(url: LoopbackUrl, account: AccountId, region: &str) -> Self {
        Self {
            default: url,
            services: BTreeMap::new(),
            account,
            region: region.to_owned(),
        }
    }

    /// The same, with one service elsewhere. `service` is the service id of the SDKs' models.
    #[must_use]
    pub fn with(mut self, service: &str, url: LoopbackUrl) -> Self {
        self.services.insert(service.to_owned(), url);
        self
    }

    /// The same, for another account: emulators keep accounts apart.
    #[must_use]
    pub fn for_account(self, account: AccountId) -> Self {
        Self { account, ..self }
    }

    /// Where a service is answered, by the service id of the SDKs' models (`Secrets Manager`).
    #[must_use]
    pub fn url(&self, service: &str) -> &LoopbackUrl {
        self.services.get(service).unwrap_or(&self.default)
    }

    /// Where a service is answered that is not in [`Endpoints::services`].
    #[must_use]
    pub const fn default_url(&self) -> &LoopbackUrl {
        &self.default
    }

    /// The services that are answered elsewhere than at [`Endpoints::default_url`].
    #[must_use]
    pub const fn services(&self) -> &BTreeMap<String, LoopbackUrl> {
        &self.services
    }

    /// The account.
    #[must_use]
    pub const fn account(&self) -> &AccountId {
        &self.account
    }

    /// The region.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// What requests are signed with.
    #[must_use]
    pub fn credentials(&self) -> FakeCredentials {
        FakeCredentials {
            access_key_id: self.account.0.clone(),
            secret_access_key: "sandbox",
        }
    }

    /// Whether every URL, and every address that its name resolves to, is on this machine.
    #[must_use]
    pub fn is_loopback_only(&self) -> bool {
        self.check_loopback_only().is_ok()
    }

    /// Says which URL leads elsewhere.
    ///
    /// # Errors
    /// When the name in a URL resolves to an address that is not loopback.
    pub fn check_loopback_only(&self) -> Result<(), LoopbackError> {
        std::iter::once(&self.default)
            .chain(self.services.values())
            .try_for_each(LoopbackUrl::check_addresses)
    }

    /// The same for programs that read their environment, such as the AWS CLI, boto3 and Terraform.
    /// They must not inherit [`CLEARED`], nor an `AWS_ENDPOINT_URL_…` of their own.
    #[must_use]
    pub fn environment(&self) -> BTreeMap<String, String> {
        let credentials = self.credentials();
        let fixed = [
            ("AWS_ENDPOINT_URL", self.default.as_str()),
            ("AWS_ACCESS_KEY_ID", &credentials.access_key_id),
            ("AWS_SECRET_ACCESS_KEY", credentials.secret_access_key),
            ("AWS_REGION", &self.region),
            ("AWS_DEFAULT_REGION", &self.region),
            // Profiles may name other endpoints, and instances have identities.
            ("AWS_CONFIG_FILE", "/dev/null"),
            ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false"),
            ("NO_PROXY", "127.0.0.1,localhost,.localhost,::1"),
            ("no_proxy", "127.0.0.1,localhost,.localhost,::1"),
        ];
        let services = self.services.iter().map(|(service, url)| {
            let name = format!("AWS_ENDPOINT_URL_{}", routing::variable(service));
            (name, url.to_string())
        });
        fixed
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .chain(services)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoints() -> Endpoints {
        Endpoints::single(
            LoopbackUrl::at(1).unwrap(),
            "111122223333".parse().unwrap(),
            "eu-west-1",
        )
        .with("Application Auto Scaling", LoopbackUrl::at(2).unwrap())
        .with("S3 Control", "http://localhost:2".parse().unwrap())
    }

    #[test]
    fn a_service_has_its_own_url_or_the_default() {
        let endpoints = endpoints();
        assert_eq!(
            endpoints.url("Application Auto Scaling").as_str(),
            "http://127.0.0.1:2"
        );
        assert_eq!(endpoints.url("RDS").as_str(), "http://127.0.0.1:1");
        assert!(endpoints.is_loopback_only());
    }

    #[test]
    fn the_environment_leads_nowhere_else() {
        let environment = endpoints().environment();
        assert_eq!(environment["AWS_ENDPOINT_URL"], "http://127.0.0.1:1");
        assert_eq!(
            environment["AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING"],
            "http://127.0.0.1:2"
        );
        assert_eq!(
            environment["AWS_ENDPOINT_URL_S3_CONTROL"],
            "http://localhost:2"
        );
        assert_eq!(environment["AWS_ACCESS_KEY_ID"], "111122223333");
        for name in CLEARED {
            assert!(!environment.contains_key(*name), "{name}");
        }
    }

    #[test]
    fn an_account_has_twelve_digits() {
        for text in ["", "11112222333", "1111222233334", "11112222333x", "١٢٣٤٥٦"] {
            assert!(text.parse::<AccountId>().is_err(), "{text}");
        }
    }
}

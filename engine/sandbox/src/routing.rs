//! Which service of AWS is answered by which emulator, and why.
//!
//! Everything goes to MiniStack, except what it lacks and what shares no ids with the rest, or
//! shares only names that nobody looks up. A subnet, a role, a key is looked up by the service that
//! is given its id; so EC2, RDS, ElastiCache, ECS, load balancers, IAM and KMS stay together, gaps
//! and all (`gaps.rs`).

use crate::Emulator;

/// A service that is answered elsewhere than by MiniStack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// The service id of the SDKs' models, such as `Application Auto Scaling`.
    pub service: &'static str,
    /// Who answers it.
    pub emulator: Emulator,
    /// Why it is not MiniStack, and why that is harmless.
    pub reason: &'static str,
}

/// The services that leave MiniStack.
pub const ROUTES: &[Route] = &[
    Route {
        service: "Application Auto Scaling",
        emulator: Emulator::Moto,
        reason: "MiniStack has none of it. A target names its ECS service by cluster and name; \
                 the launcher keeps moto from looking for it among its own",
    },
    Route {
        service: "S3 Control",
        emulator: Emulator::Moto,
        reason: "MiniStack has no public access block of an account. It belongs to the account, \
                 not to a bucket",
    },
    Route {
        service: "WAFV2",
        emulator: Emulator::Moto,
        reason: "MiniStack has no logging configuration. Web ACLs, load balancers, distributions \
                 and log groups name each other by ARN, and neither emulator follows it",
    },
];

/// The services that the Social Flow stack calls, by service id; each is probed in the tests.
pub const SERVICES: &[&str] = &[
    "ACM",
    "Application Auto Scaling",
    "Backup",
    "Budgets",
    "chatbot",
    "CloudFront",
    "CloudTrail",
    "CloudWatch",
    "CloudWatch Logs",
    "Cost Explorer",
    "EC2",
    "ECR",
    "ECS",
    "ElastiCache",
    "Elastic Load Balancing v2",
    "EventBridge",
    "IAM",
    "KMS",
    "Lambda",
    "RDS",
    "Route 53",
    "S3",
    "S3 Control",
    "Secrets Manager",
    "SNS",
    "STS",
    "WAFV2",
];

/// The service whose requests have the account id put before the host (`111122223333.localhost`):
/// its endpoint must be a name, and the client must resolve what ends in `.localhost` to loopback.
pub const ACCOUNT_BEFORE_HOST: &str = "S3 Control";

/// The part of `AWS_ENDPOINT_URL_<SERVICE>` that stands for a service: its id in capitals, with
/// underscores for spaces and hyphens, as the SDKs and the AWS CLI form it.
#[must_use]
pub fn variable(service: &str) -> String {
    service.to_uppercase().replace([' ', '-'], "_")
}

/// Who answers a service when both emulators run.
#[must_use]
pub fn emulator_of(service: &str) -> Emulator {
    ROUTES
        .iter()
        .find(|route| route.service == service)
        .map_or(Emulator::MiniStack, |route| route.emulator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_those_of_the_sdks() {
        for (service, expected) in [
            ("Application Auto Scaling", "APPLICATION_AUTO_SCALING"),
            ("Elastic Load Balancing v2", "ELASTIC_LOAD_BALANCING_V2"),
            ("chatbot", "CHATBOT"),
            ("Route 53", "ROUTE_53"),
        ] {
            assert_eq!(variable(service), expected);
        }
    }

    #[test]
    fn what_shares_ids_with_the_network_is_on_one_emulator() {
        for service in [
            "EC2",
            "RDS",
            "ElastiCache",
            "ECS",
            "Elastic Load Balancing v2",
            "IAM",
            "KMS",
        ] {
            assert_eq!(emulator_of(service), Emulator::MiniStack, "{service}");
        }
        assert_eq!(emulator_of("S3 Control"), Emulator::Moto);
    }

    #[test]
    fn every_route_is_of_a_service_that_is_used() {
        for route in ROUTES {
            assert!(SERVICES.contains(&route.service), "{}", route.service);
        }
    }
}

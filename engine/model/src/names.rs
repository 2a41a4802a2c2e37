//! The two other names of a resource type: the current one of an old alias, and CloudFormation's.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Terraform type to CloudFormation type, one to one, for the types that have both.
static CLOUDFORMATION: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("../data/cloudformation-names.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// Old names of types that the provider still accepts, and their current ones.
const ALIASES: &[(&str, &str)] = &[
    ("aws_alb", "aws_lb"),
    ("aws_alb_listener", "aws_lb_listener"),
    (
        "aws_alb_listener_certificate",
        "aws_lb_listener_certificate",
    ),
    ("aws_alb_listener_rule", "aws_lb_listener_rule"),
    ("aws_alb_target_group", "aws_lb_target_group"),
    (
        "aws_alb_target_group_attachment",
        "aws_lb_target_group_attachment",
    ),
    ("aws_s3_bucket_object", "aws_s3_object"),
];

/// The CloudFormation type, such as `AWS::RDS::DBInstance` for `aws_db_instance`.
#[must_use]
pub fn cloudformation(resource_type: &str) -> Option<&'static str> {
    CLOUDFORMATION.get(resource_type).copied()
}

/// The current name of a type.
#[must_use]
pub fn current(resource_type: &str) -> &str {
    ALIASES
        .iter()
        .find_map(|(old, new)| (*old == resource_type).then_some(*new))
        .unwrap_or(resource_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_type_is_in_the_provider_schema() {
        let catalog = crate::schema::Catalog::embedded().unwrap();
        for resource_type in CLOUDFORMATION.keys() {
            assert!(catalog.resource(resource_type).is_some(), "{resource_type}");
        }
        for (_, current) in ALIASES {
            assert!(catalog.resource(current).is_some(), "{current}");
        }
    }
}

//! Services that have no regions: they are asked once.

/// Beginnings of the types of what has no region. Buckets have one; the account's own setting for them
/// has none.
const GLOBAL: &[&str] = &[
    "aws_budgets_",
    "aws_ce_",
    "aws_cloudfront_",
    "aws_iam_",
    "aws_route53_",
    "aws_s3_account_",
];

/// Whether a type is asked for in one region only.
#[must_use]
pub fn is_global(resource_type: &str) -> bool {
    GLOBAL
        .iter()
        .any(|prefix| resource_type.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_in_a_region_and_roles_are_not() {
        assert!(is_global("aws_iam_role") && is_global("aws_s3_account_public_access_block"));
        assert!(!is_global("aws_s3_bucket") && !is_global("aws_s3_bucket_versioning"));
    }
}

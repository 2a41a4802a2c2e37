//! Services that have no regions: they are asked once.

/// Beginnings of the types of services without regions. Buckets are in a region, but one question lists
/// them all.
const GLOBAL: &[&str] = &[
    "aws_budgets_",
    "aws_ce_",
    "aws_cloudfront_",
    "aws_iam_",
    "aws_route53_",
    "aws_s3_",
];

/// Whether a type is asked for in one region only.
#[must_use]
pub fn is_global(resource_type: &str) -> bool {
    GLOBAL
        .iter()
        .any(|prefix| resource_type.starts_with(prefix))
}

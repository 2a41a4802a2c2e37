output "content_buckets" {
  description = "Names of the buckets for content."
  value       = { for name in local.content : name => aws_s3_bucket.main[name].bucket }
}

output "content_bucket_arns" {
  description = "ARNs of the buckets for content."
  value       = { for name in local.content : name => local.arns[name] }
}

output "cdn_origins" {
  description = "Buckets that CloudFront serves, and the policy that it extends."
  value = {
    for name in ["static", "videos"] : name => {
      bucket      = aws_s3_bucket.main[name].bucket
      arn         = local.arns[name]
      domain_name = aws_s3_bucket.main[name].bucket_regional_domain_name
      policy_json = data.aws_iam_policy_document.tls_only[name].json
    }
  }
}

output "cdn_replicas" {
  description = "Their copies in the recovery region, to which CloudFront fails over; empty without replication."
  value = {
    for name in local.replicated : name => {
      bucket      = aws_s3_bucket.replica[name].bucket
      arn         = local.replica_arns[name]
      domain_name = aws_s3_bucket.replica[name].bucket_regional_domain_name
      policy_json = data.aws_iam_policy_document.replica_tls_only[name].json
    }
  }
}

# Whoever writes logs waits for the policy that lets it.
output "log_bucket" {
  description = "Name of the bucket for access logs."
  value       = aws_s3_bucket.main["logs"].bucket
  depends_on  = [aws_s3_bucket_policy.main]
}

output "log_bucket_arn" {
  description = "ARN of the bucket for access logs."
  value       = local.arns["logs"]
  depends_on  = [aws_s3_bucket_policy.main]
}

output "trail_bucket" {
  description = "Name of the bucket for the trail."
  value       = aws_s3_bucket.main["trail"].bucket
  depends_on  = [aws_s3_bucket_policy.main]
}

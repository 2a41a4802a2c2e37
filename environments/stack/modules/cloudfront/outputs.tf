output "distribution_id" {
  description = "Id of the distribution."
  value       = aws_cloudfront_distribution.main.id
}

output "topic_arns" {
  description = "Topics, by tier."
  value       = { for tier, topic in aws_sns_topic.tier : tier => topic.arn }
}

output "dashboard_names" {
  description = "Names of the dashboards."
  value       = [for dashboard in aws_cloudwatch_dashboard.main : dashboard.dashboard_name]
}

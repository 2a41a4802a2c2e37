output "url" {
  description = "Where visitors find Social Flow."
  value       = "https://${var.domain_name}"
}

output "vpc_id" {
  description = "Id of the VPC."
  value       = module.vpc.vpc_id
}

output "alb_dns_name" {
  description = "Name of the load balancer, for debugging behind the CDN."
  value       = module.ecs.alb_dns_name
}

output "cloudfront_distribution_id" {
  description = "Id of the distribution; the pipeline invalidates it after a release of the web assets."
  value       = module.cloudfront.distribution_id
}

output "ecr_repository_url" {
  description = "Where the pipeline pushes images."
  value       = module.ecs.repository_url
}

output "ecs_cluster_name" {
  description = "Name of the cluster."
  value       = module.ecs.cluster_name
}

output "database_endpoint" {
  description = "Address and port of PostgreSQL."
  value       = module.rds.endpoint
}

output "database_master_secret_arn" {
  description = "Secret that RDS keeps for the master user."
  value       = module.rds.master_secret_arn
}

output "redis_endpoint" {
  description = "Address of the Redis primary."
  value       = module.elasticache.primary_endpoint
}

output "buckets" {
  description = "Names of the buckets for content."
  value       = module.s3.content_buckets
}

output "topic_arns" {
  description = "Topics of the three tiers of alerts."
  value       = module.monitoring.topic_arns
}

output "dashboards" {
  description = "Names of the dashboards."
  value       = module.monitoring.dashboard_names
}

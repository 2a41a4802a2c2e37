output "cluster_name" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.main.name
}

output "service_names" {
  description = "Names of the services, by process."
  value = {
    app    = aws_ecs_service.app.name
    worker = aws_ecs_service.worker.name
    beat   = aws_ecs_service.beat.name
  }
}

output "log_group_names" {
  description = "Log groups of the services, by process."
  value       = { for process, group in aws_cloudwatch_log_group.service : process => group.name }
}

output "repository_url" {
  description = "Address of the image repository."
  value       = aws_ecr_repository.backend.repository_url
}

output "alb_arn" {
  description = "ARN of the load balancer."
  value       = aws_lb.app.arn
}

output "alb_arn_suffix" {
  description = "Name of the load balancer in metrics."
  value       = aws_lb.app.arn_suffix
}

output "alb_dns_name" {
  description = "Host name of the load balancer."
  value       = aws_lb.app.dns_name
}

output "target_group_arn_suffix" {
  description = "Name of the target group in metrics."
  value       = aws_lb_target_group.app.arn_suffix
}

output "origin_domain_name" {
  description = "Name by which CloudFront reaches the load balancer."
  value       = aws_route53_record.origin.fqdn
}

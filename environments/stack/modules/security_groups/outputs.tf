output "alb_security_group_id" {
  description = "Group of the load balancer."
  value       = aws_security_group.alb.id
}

output "app_security_group_id" {
  description = "Group of the tasks."
  value       = aws_security_group.app.id
}

output "database_security_group_id" {
  description = "Group of the database."
  value       = aws_security_group.database.id
}

output "cache_security_group_id" {
  description = "Group of the cache."
  value       = aws_security_group.cache.id
}

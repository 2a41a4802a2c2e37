output "primary_endpoint" {
  description = "Host name of the node that takes writes."
  value       = aws_elasticache_replication_group.main.primary_endpoint_address
}

output "node_ids" {
  description = "Names of the nodes, as ElastiCache numbers them; alarms watch each."
  value       = [for number in range(1, var.settings.node_count + 1) : format("%s-%03d", local.replication_group_id, number)]
}

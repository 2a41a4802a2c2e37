locals {
  replication_group_id = "${var.name}-redis"
  replicated           = var.settings.node_count > 1
}

resource "aws_elasticache_subnet_group" "main" {
  name        = local.replication_group_id
  description = "Private subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
}

resource "aws_elasticache_parameter_group" "main" {
  name        = "${local.replication_group_id}${split(".", var.settings.engine_version)[0]}"
  family      = "redis${split(".", var.settings.engine_version)[0]}"
  description = "Redis of ${var.name}"

  # The seed's choice for a cache. The same Redis carries the tasks of Celery, which it may drop when memory is short;
  # that is why memory raises an alarm well before. A broker of its own with noeviction would be the remedy.
  parameter {
    name  = "maxmemory-policy"
    value = "allkeys-lru"
  }

  parameter {
    name  = "timeout"
    value = "300"
  }

  parameter {
    name  = "tcp-keepalive"
    value = "300"
  }

  parameter {
    name  = "slowlog-log-slower-than"
    value = "10000" # microseconds
  }

  lifecycle {
    create_before_destroy = true
  }
}

# A replication group in dev too, where it has one node: a single cluster of Redis can be encrypted neither at rest nor
# in transit.
resource "aws_elasticache_replication_group" "main" {
  replication_group_id = local.replication_group_id
  description          = "Cache and Celery broker of ${var.name}"

  engine                     = "redis"
  engine_version             = var.settings.engine_version
  auto_minor_version_upgrade = true
  parameter_group_name       = aws_elasticache_parameter_group.main.name
  node_type                  = var.settings.node_type
  port                       = var.port

  num_cache_clusters         = var.settings.node_count
  automatic_failover_enabled = local.replicated
  multi_az_enabled           = local.replicated

  subnet_group_name  = aws_elasticache_subnet_group.main.name
  security_group_ids = [var.security_group_id]

  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.cache.arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  auth_token                 = var.auth_token

  # The seed keeps snapshots for five to seven days, and backups in dev short.
  snapshot_retention_limit  = var.settings.snapshot_retention_days
  snapshot_window           = "01:00-02:00"
  maintenance_window        = "sun:04:30-sun:05:30"
  final_snapshot_identifier = var.final_snapshot ? "${local.replication_group_id}-final" : null

  dynamic "log_delivery_configuration" {
    for_each = aws_cloudwatch_log_group.redis

    content {
      log_type         = log_delivery_configuration.key
      log_format       = "json"
      destination_type = "cloudwatch-logs"
      destination      = log_delivery_configuration.value.name
    }
  }
}

resource "aws_cloudwatch_log_group" "redis" {
  for_each = toset(["slow-log", "engine-log"])

  name              = "/aws/elasticache/${local.replication_group_id}/${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_kms_key" "cache" {
  description             = "Redis of ${var.name}"
  deletion_window_in_days = var.kms_deletion_window_days
  enable_key_rotation     = true
  policy                  = var.key_policy_json
}

resource "aws_kms_alias" "cache" {
  name          = "alias/${var.name}-cache"
  target_key_id = aws_kms_key.cache.key_id
}

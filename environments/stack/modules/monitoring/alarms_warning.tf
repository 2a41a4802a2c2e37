# Slack and mail. The services scale towards 70 % CPU and 75 % memory, just below these thresholds, so an alarm waits
# until scaling has had five minutes.

locals {
  warning_alarms = merge(
    {
      for process, service in var.service_names : "${process}-cpu-high" => {
        description = "CPU of ${process} above 75 %"
        namespace   = "AWS/ECS"
        metric      = "CPUUtilization"
        statistic   = "Average"
        threshold   = 75
        periods     = 5
        dimensions  = { ClusterName = var.cluster_name, ServiceName = service }
      }
    },
    {
      for process, service in var.service_names : "${process}-memory-high" => {
        description = "Memory of ${process} above 80 %"
        namespace   = "AWS/ECS"
        metric      = "MemoryUtilization"
        statistic   = "Average"
        threshold   = 80
        periods     = 5
        dimensions  = { ClusterName = var.cluster_name, ServiceName = service }
      }
    },
    {
      for node in var.cache_node_ids : "${node}-memory-high" => {
        description = "Memory of Redis above 80 %"
        namespace   = "AWS/ElastiCache"
        metric      = "DatabaseMemoryUsagePercentage"
        statistic   = "Average"
        threshold   = 80
        periods     = 5
        dimensions  = { CacheClusterId = node }
      }
    },
    # Redis works on one thread; the CPU of the node would hide that it is busy.
    {
      for node in var.cache_node_ids : "${node}-cpu-high" => {
        description = "Redis is busy more than 75 % of the time"
        namespace   = "AWS/ElastiCache"
        metric      = "EngineCPUUtilization"
        statistic   = "Average"
        threshold   = 75
        periods     = 5
        dimensions  = { CacheClusterId = node }
      }
    },
    {
      database-cpu-high = {
        description = "CPU of the database above 75 %"
        namespace   = "AWS/RDS"
        metric      = "CPUUtilization"
        statistic   = "Average"
        threshold   = 75
        periods     = 5
        dimensions  = { DBInstanceIdentifier = var.database_identifier }
      }

      database-connections-high = {
        description = "More than 80 % of the ${var.max_connections} connections of the database are taken"
        namespace   = "AWS/RDS"
        metric      = "DatabaseConnections"
        statistic   = "Maximum"
        threshold   = floor(var.max_connections * 0.8)
        periods     = 3
        dimensions  = { DBInstanceIdentifier = var.database_identifier }
      }

      alb-latency-high = {
        description = "Answers take longer than two seconds"
        namespace   = "AWS/ApplicationELB"
        metric      = "TargetResponseTime"
        statistic   = "Average"
        threshold   = 2
        periods     = 3
        dimensions  = { LoadBalancer = var.load_balancer, TargetGroup = var.target_group }
      }

      alb-unhealthy-targets = {
        description = "A task fails its health check"
        namespace   = "AWS/ApplicationELB"
        metric      = "UnHealthyHostCount"
        statistic   = "Maximum"
        threshold   = 0
        periods     = 3
        dimensions  = { LoadBalancer = var.load_balancer, TargetGroup = var.target_group }
      }

      task-failures = {
        description = "A task stopped by itself or did not start"
        namespace   = "AWS/Events"
        metric      = "TriggeredRules"
        statistic   = "Sum"
        threshold   = 0
        periods     = 1
        dimensions  = { RuleName = aws_cloudwatch_event_rule.main["task-failed"].name }
      }

      errors-high = {
        description = "More than 100 errors a minute"
        namespace   = local.error_metric.namespace
        metric      = local.error_metric.name
        statistic   = "Sum"
        threshold   = 100
        periods     = 1
        dimensions  = {}
      }
    },
  )
}

resource "aws_cloudwatch_metric_alarm" "warning" {
  for_each = local.warning_alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = each.value.periods
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.tier["warning"].arn]
  ok_actions          = [aws_sns_topic.tier["warning"].arn]
}

# Says so before the disk is full; storage grows by itself up to its ceiling.
resource "aws_cloudwatch_metric_alarm" "database_storage" {
  alarm_name          = "${var.name}-database-storage-low"
  alarm_description   = "Less than 5 GB of database storage are free"
  namespace           = "AWS/RDS"
  metric_name         = "FreeStorageSpace"
  dimensions          = { DBInstanceIdentifier = var.database_identifier }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = 5 * pow(1024, 3)
  period              = 300
  evaluation_periods  = 2
  treat_missing_data  = "missing"
  alarm_actions       = [aws_sns_topic.tier["warning"].arn]
  ok_actions          = [aws_sns_topic.tier["warning"].arn]
}

locals {
  database_events = {
    db-instance        = ["availability", "configuration change", "deletion", "failover", "failure", "low storage", "maintenance", "recovery"]
    db-parameter-group = ["configuration change"]
    db-security-group  = ["configuration change", "failure"]
  }
}

resource "aws_db_event_subscription" "main" {
  for_each = local.database_events

  name             = "${var.name}-${each.key}"
  sns_topic        = aws_sns_topic.tier["warning"].arn
  source_type      = each.key
  event_categories = each.value
}

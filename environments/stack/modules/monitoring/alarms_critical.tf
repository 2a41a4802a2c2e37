# PagerDuty. The seed gives two sets of thresholds, one with its alarms and one with its tiers of alerts: the lower ones
# warn, the higher ones page.

locals {
  critical_alarms = merge(
    # Every running task reports its CPU once a minute, so no reports means no tasks; this works without Container Insights.
    {
      for process, service in var.service_names : "${process}-tasks-stopped" => {
        description = "No ${process} task is running"
        namespace   = "AWS/ECS"
        metric      = "CPUUtilization"
        statistic   = "SampleCount"
        comparison  = "LessThanThreshold"
        threshold   = 1
        periods     = 3
        missing     = "breaching"
        dimensions  = { ClusterName = var.cluster_name, ServiceName = service }
      }
    },
    {
      for node in var.cache_node_ids : "${node}-memory-critical" => {
        description = "Redis is about to drop keys, the queue of Celery among them"
        namespace   = "AWS/ElastiCache"
        metric      = "DatabaseMemoryUsagePercentage"
        statistic   = "Average"
        comparison  = "GreaterThanThreshold"
        threshold   = 95
        periods     = 3
        missing     = "missing"
        dimensions  = { CacheClusterId = node }
      }
    },
    {
      database-cpu-critical = {
        description = "The database has no CPU left"
        namespace   = "AWS/RDS"
        metric      = "CPUUtilization"
        statistic   = "Average"
        comparison  = "GreaterThanThreshold"
        threshold   = 90
        periods     = 5
        missing     = "breaching"
        dimensions  = { DBInstanceIdentifier = var.database_identifier }
      }

      alb-no-healthy-targets = {
        description = "No task answers its health check"
        namespace   = "AWS/ApplicationELB"
        metric      = "HealthyHostCount"
        statistic   = "Maximum"
        comparison  = "LessThanThreshold"
        threshold   = 1
        periods     = 2
        missing     = "breaching"
        dimensions  = { LoadBalancer = var.load_balancer, TargetGroup = var.target_group }
      }

      errors-critical = {
        description = "More than 500 errors a minute"
        namespace   = local.error_metric.namespace
        metric      = local.error_metric.name
        statistic   = "Sum"
        comparison  = "GreaterThanThreshold"
        threshold   = 500
        periods     = 1
        missing     = "notBreaching"
        dimensions  = {}
      }
    },
  )
}

resource "aws_cloudwatch_metric_alarm" "critical" {
  for_each = local.critical_alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.description
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_sns_topic.tier["critical"].arn]
  ok_actions          = [aws_sns_topic.tier["critical"].arn]
}

# One page that says "visitors see nothing", whichever of the two noticed first.
resource "aws_cloudwatch_composite_alarm" "down" {
  alarm_name        = "${var.name}-down"
  alarm_description = "Visitors cannot reach Social Flow"

  alarm_rule = join(" OR ", [
    for name in ["alb-no-healthy-targets", "app-tasks-stopped"] :
    "ALARM(\"${aws_cloudwatch_metric_alarm.critical[name].alarm_name}\")"
  ])

  alarm_actions = [aws_sns_topic.tier["critical"].arn]
  ok_actions    = [aws_sns_topic.tier["critical"].arn]
}

# Alerts in three tiers: critical wakes somebody, warnings wait for the morning, informational ones are read or not.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region

  error_metric = {
    namespace = "SocialFlow/${var.environment}"
    name      = "ApplicationErrors"
  }
}

# The processes write one line for each event, with its level.
resource "aws_cloudwatch_log_metric_filter" "errors" {
  for_each = var.log_group_names

  name           = "${var.name}-${each.key}-errors"
  log_group_name = each.value
  pattern        = "?ERROR ?CRITICAL"

  metric_transformation {
    namespace     = local.error_metric.namespace
    name          = local.error_metric.name
    value         = "1"
    default_value = "0"
    unit          = "Count"
  }
}

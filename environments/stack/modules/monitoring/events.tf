# What happens and is no alarm.

locals {
  cluster_arn = "arn:${local.partition}:ecs:${local.region}:${local.account_id}:cluster/${var.cluster_name}"
  service_arn = "arn:${local.partition}:ecs:${local.region}:${local.account_id}:service/${var.cluster_name}/"

  events = {
    deployment-completed = {
      description = "A new version is running"
      tier        = "informational"
      pattern = {
        source      = ["aws.ecs"]
        detail-type = ["ECS Deployment State Change"]
        resources   = [{ prefix = local.service_arn }]
        detail      = { eventName = ["SERVICE_DEPLOYMENT_COMPLETED"] }
      }
    }

    deployment-failed = {
      description = "A new version did not start and was rolled back"
      tier        = "warning"
      pattern = {
        source      = ["aws.ecs"]
        detail-type = ["ECS Deployment State Change"]
        resources   = [{ prefix = local.service_arn }]
        detail      = { eventName = ["SERVICE_DEPLOYMENT_FAILED"] }
      }
    }

    # The alarm counts these.
    task-failed = {
      description = "A task stopped by itself or did not start"
      tier        = "informational"
      pattern = {
        source      = ["aws.ecs"]
        detail-type = ["ECS Task State Change"]
        detail = {
          clusterArn = [local.cluster_arn]
          lastStatus = ["STOPPED"]
          stopCode   = ["EssentialContainerExited", "TaskFailedToStart"]
        }
      }
    }

    scaling = {
      description = "A service scaled"
      tier        = "informational"
      pattern = {
        source      = ["aws.application-autoscaling"]
        detail-type = ["Application Auto Scaling Scaling Activity State Change"]
      }
    }

    backup-completed = {
      description = "AWS Backup made or copied a recovery point"
      tier        = "informational"
      pattern = {
        source      = ["aws.backup"]
        detail-type = ["Backup Job State Change", "Copy Job State Change"]
        detail      = { state = ["COMPLETED"] }
      }
    }

    backup-failed = {
      description = "AWS Backup failed to make or copy a recovery point"
      tier        = "warning"
      pattern = {
        source      = ["aws.backup"]
        detail-type = ["Backup Job State Change", "Copy Job State Change"]
        detail      = { state = ["ABORTED", "EXPIRED", "FAILED"] }
      }
    }

    database-backup = {
      description = "RDS made its daily backup"
      tier        = "informational"
      pattern = {
        source      = ["aws.rds"]
        detail-type = ["RDS DB Instance Event"]
        detail      = { EventCategories = ["backup"], SourceIdentifier = [var.database_identifier] }
      }
    }
  }
}

resource "aws_cloudwatch_event_rule" "main" {
  for_each = local.events

  name          = "${var.name}-${each.key}"
  description   = each.value.description
  event_pattern = jsonencode(each.value.pattern)
}

resource "aws_cloudwatch_event_target" "topic" {
  for_each = local.events

  rule      = aws_cloudwatch_event_rule.main[each.key].name
  target_id = each.value.tier
  arn       = aws_sns_topic.tier[each.value.tier].arn

  input_transformer {
    input_paths = {
      time      = "$.time"
      type      = "$.detail-type"
      resources = "$.resources"
    }
    input_template = "\"${var.name}: ${each.value.description} (<type>, <time>, <resources>)\""
  }
}

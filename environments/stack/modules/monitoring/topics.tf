locals {
  mailboxes = {
    critical      = var.alerts.critical_email
    warning       = var.alerts.warning_email
    informational = var.alerts.informational_email
  }

  # AWS services that publish to the topics.
  publishers = [
    "budgets.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "costalerts.amazonaws.com",
    "events.amazonaws.com",
    "events.rds.amazonaws.com",
  ]
}

resource "aws_sns_topic" "tier" {
  for_each = local.mailboxes

  name              = "${var.name}-${each.key}"
  display_name      = "${var.name} ${each.key}"
  kms_master_key_id = aws_kms_key.alerts.arn
}

resource "aws_sns_topic_policy" "tier" {
  for_each = aws_sns_topic.tier

  arn    = each.value.arn
  policy = data.aws_iam_policy_document.topic[each.key].json
}

# The ARN is spelled out, so that the policy is known, and can be judged, before the topic exists.
data "aws_iam_policy_document" "topic" {
  for_each = local.mailboxes

  statement {
    sid       = "ServicesPublish"
    actions   = ["sns:Publish"]
    resources = ["arn:${local.partition}:sns:${local.region}:${local.account_id}:${var.name}-${each.key}"]

    principals {
      type        = "Service"
      identifiers = local.publishers
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }

  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = ["arn:${local.partition}:sns:${local.region}:${local.account_id}:${var.name}-${each.key}"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sns_topic_subscription" "email" {
  for_each = local.mailboxes

  topic_arn = aws_sns_topic.tier[each.key].arn
  protocol  = "email"
  endpoint  = each.value
}

# Whether there is an endpoint is no secret; the endpoint is.
resource "aws_sns_topic_subscription" "pagerduty" {
  count = nonsensitive(var.pagerduty_endpoint != null) ? 1 : 0

  topic_arn              = aws_sns_topic.tier["critical"].arn
  protocol               = "https"
  endpoint               = var.pagerduty_endpoint
  endpoint_auto_confirms = true
}

resource "aws_chatbot_slack_channel_configuration" "warning" {
  count = var.alerts.slack == null ? 0 : 1

  configuration_name    = "${var.name}-warning"
  iam_role_arn          = aws_iam_role.slack[0].arn
  slack_team_id         = var.alerts.slack.team_id
  slack_channel_id      = var.alerts.slack.channel_id
  sns_topic_arns        = [aws_sns_topic.tier["warning"].arn]
  guardrail_policy_arns = ["arn:${local.partition}:iam::aws:policy/CloudWatchReadOnlyAccess"]
  logging_level         = "ERROR"
}

# No policy: the channel shows what it is sent, and asks AWS for nothing.
resource "aws_iam_role" "slack" {
  count = var.alerts.slack == null ? 0 : 1

  name               = "${var.name}-slack"
  description        = "Shows warnings in Slack"
  assume_role_policy = data.aws_iam_policy_document.slack_trust.json
}

data "aws_iam_policy_document" "slack_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["chatbot.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_kms_key" "alerts" {
  description             = "Topics of ${var.name}"
  deletion_window_in_days = var.kms_deletion_window_days
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.alerts_key.json
}

resource "aws_kms_alias" "alerts" {
  name          = "alias/${var.name}-alerts"
  target_key_id = aws_kms_key.alerts.key_id
}

# Without this, alarms would change state and nobody would hear of it.
data "aws_iam_policy_document" "alerts_key" {
  source_policy_documents = [var.key_policy_json]

  statement {
    sid       = "ServicesPublish"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = local.publishers
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

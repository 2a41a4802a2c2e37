# A web ACL logs to a group in its own region whose name begins with aws-waf-logs-.

resource "aws_cloudwatch_log_group" "waf_edge" {
  count    = local.waf_count
  provider = aws.us_east_1

  name              = "aws-waf-logs-${var.name}-edge"
  retention_in_days = var.waf_log_retention_days
  kms_key_id        = aws_kms_key.edge_logs[0].arn
}

resource "aws_wafv2_web_acl_logging_configuration" "edge" {
  count    = local.waf_count
  provider = aws.us_east_1

  resource_arn            = aws_wafv2_web_acl.edge[0].arn
  log_destination_configs = [aws_cloudwatch_log_group.waf_edge[0].arn]

  # Tokens of signed-in users do not belong in a log.
  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }
}

resource "aws_cloudwatch_log_group" "waf_load_balancer" {
  count = local.waf_count

  name              = "aws-waf-logs-${var.name}-load-balancer"
  retention_in_days = var.waf_log_retention_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_wafv2_web_acl_logging_configuration" "load_balancer" {
  count = local.waf_count

  resource_arn            = aws_wafv2_web_acl.load_balancer[0].arn
  log_destination_configs = [aws_cloudwatch_log_group.waf_load_balancer[0].arn]

  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }
}

# The key of the other log groups does not reach into us-east-1.
resource "aws_kms_key" "edge_logs" {
  count    = local.waf_count
  provider = aws.us_east_1

  description             = "Web ACL logs of ${var.name}"
  deletion_window_in_days = var.kms_deletion_window_days
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.edge_logs_key.json
}

resource "aws_kms_alias" "edge_logs" {
  count    = local.waf_count
  provider = aws.us_east_1

  name          = "alias/${var.name}-edge-logs"
  target_key_id = aws_kms_key.edge_logs[0].key_id
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "edge_logs_key" {
  source_policy_documents = [var.key_policy_json]

  statement {
    sid = "CloudWatchLogs"
    actions = [
      "kms:Decrypt",
      "kms:DescribeKey",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.us-east-1.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values = [
        "arn:${data.aws_partition.current.partition}:logs:us-east-1:${data.aws_caller_identity.current.account_id}:log-group:*",
      ]
    }
  }
}

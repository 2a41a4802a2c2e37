# Two kinds of role: the execution role starts tasks (image, secrets, logs), a task role is what a process acts with.

data "aws_iam_policy_document" "tasks_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${local.partition}:ecs:${local.region}:${local.account_id}:*"]
    }
  }
}

resource "aws_iam_role" "execution" {
  name               = var.execution_role_name
  description        = "Starts the tasks of ${var.name}: pulls the image, reads secrets, opens log streams"
  assume_role_policy = data.aws_iam_policy_document.tasks_trust.json
}

resource "aws_iam_role_policy" "execution" {
  name   = "start-tasks"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.execution.json
}

data "aws_iam_policy_document" "execution" {
  # The token is for the registry as a whole; AWS knows no resource for it.
  statement {
    sid       = "RegistryLogin"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid = "PullImage"
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
    ]
    resources = [aws_ecr_repository.backend.arn]
  }

  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [for group in aws_cloudwatch_log_group.service : "${group.arn}:*"]
  }

  statement {
    sid       = "ReadSecrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = distinct([for secret in var.container_secrets : secret.arn])
  }

  statement {
    sid       = "DecryptSecrets"
    actions   = ["kms:Decrypt"]
    resources = [var.secrets_key_arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${local.region}.amazonaws.com"]
    }
  }
}

locals {
  task_policies = {
    app    = data.aws_iam_policy_document.app.json
    worker = data.aws_iam_policy_document.worker.json
  }
}

# The scheduler has a role too, with nothing: it only puts messages into Redis.
resource "aws_iam_role" "task" {
  for_each = toset(["app", "worker", "beat"])

  name               = "${var.name}-${each.key}-task"
  description        = "What the ${each.key} process of ${var.name} may do"
  assume_role_policy = data.aws_iam_policy_document.tasks_trust.json
}

resource "aws_iam_role_policy" "task" {
  for_each = local.task_policies

  name   = "work"
  role   = aws_iam_role.task[each.key].id
  policy = each.value
}

data "aws_iam_policy_document" "database_login" {
  statement {
    sid       = "DatabaseLogin"
    actions   = ["rds-db:connect"]
    resources = ["arn:${local.partition}:rds-db:${local.region}:${local.account_id}:dbuser:${var.database.resource_id}/${local.database_user}"]
  }
}

# The API signs uploads, shows videos and deletes what its users delete.
data "aws_iam_policy_document" "app" {
  source_policy_documents = [data.aws_iam_policy_document.database_login.json]

  statement {
    sid = "ReceiveUploads"
    actions = [
      "s3:AbortMultipartUpload",
      "s3:GetObject",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]
    resources = ["${var.bucket_arns["uploads"]}/*"]
  }

  statement {
    sid       = "ServeVideos"
    actions   = ["s3:DeleteObject", "s3:GetObject"]
    resources = ["${var.bucket_arns["videos"]}/*"]
  }
}

# Workers turn uploads into videos and tell how long their queue is.
data "aws_iam_policy_document" "worker" {
  source_policy_documents = [data.aws_iam_policy_document.database_login.json]

  statement {
    sid       = "TakeUploads"
    actions   = ["s3:DeleteObject", "s3:GetObject"]
    resources = ["${var.bucket_arns["uploads"]}/*"]
  }

  statement {
    sid = "StoreVideos"
    actions = [
      "s3:AbortMultipartUpload",
      "s3:GetObject",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]
    resources = ["${var.bucket_arns["videos"]}/*"]
  }

  # Metrics have no ARN; the namespace is what narrows the permission.
  statement {
    sid       = "ReportQueueDepth"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = [local.queue_metric.namespace]
    }
  }
}

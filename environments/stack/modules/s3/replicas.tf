# The copies are as closed as the originals.

resource "aws_s3_bucket" "replica" {
  for_each = local.replica_buckets
  provider = aws.recovery

  bucket        = "${var.name}-${each.key}-replica-${local.account_id}"
  force_destroy = var.force_destroy

  tags = {
    DataClass = each.key == "logs" ? "log" : "replica"
  }
}

resource "aws_s3_bucket_public_access_block" "replica" {
  for_each = aws_s3_bucket.replica
  provider = aws.recovery

  bucket                  = each.value.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "replica" {
  for_each = aws_s3_bucket.replica
  provider = aws.recovery

  bucket = each.value.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "replica" {
  for_each = aws_s3_bucket.replica
  provider = aws.recovery

  bucket = each.value.bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "replica" {
  for_each = local.replicated
  provider = aws.recovery

  bucket = aws_s3_bucket.replica[each.key].bucket

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_logging" "replica" {
  for_each = local.replicated
  provider = aws.recovery

  bucket        = aws_s3_bucket.replica[each.key].bucket
  target_bucket = aws_s3_bucket.replica["logs"].bucket
  target_prefix = "s3/${each.key}/"

  depends_on = [aws_s3_bucket_policy.replica_logs]
}

resource "aws_s3_bucket_lifecycle_configuration" "replica" {
  for_each = {
    for name in local.replica_buckets : name => {
      videos = 730
      static = null
      logs   = var.log_retention_days
    }[name]
  }
  provider = aws.recovery

  bucket = aws_s3_bucket.replica[each.key].bucket

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    dynamic "expiration" {
      for_each = each.value == null ? [] : [each.value]

      content {
        days = expiration.value
      }
    }

    noncurrent_version_expiration {
      noncurrent_days = local.noncurrent_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  depends_on = [aws_s3_bucket_versioning.replica]
}

data "aws_iam_policy_document" "replica_tls_only" {
  for_each = local.replica_buckets

  statement {
    sid       = "DenyPlainHttp"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [local.replica_arns[each.key], "${local.replica_arns[each.key]}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

data "aws_iam_policy_document" "replica_logs" {
  count = var.replication_enabled ? 1 : 0

  source_policy_documents = [data.aws_iam_policy_document.replica_tls_only["logs"].json]

  statement {
    sid       = "S3AccessLogs"
    actions   = ["s3:PutObject"]
    resources = ["${local.replica_arns["logs"]}/s3/*"]

    principals {
      type        = "Service"
      identifiers = ["logging.s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_s3_bucket_policy" "replica_logs" {
  count    = var.replication_enabled ? 1 : 0
  provider = aws.recovery

  bucket = aws_s3_bucket.replica["logs"].bucket
  policy = data.aws_iam_policy_document.replica_logs[0].json

  depends_on = [aws_s3_bucket_public_access_block.replica]
}

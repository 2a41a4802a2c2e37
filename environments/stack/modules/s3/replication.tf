# Copies of videos and static files in the recovery region. The seed promises them without naming an environment; its
# costs leave room for them in production only, and S3 replicates only buckets that keep versions.

locals {
  replicated = var.replication_enabled ? toset(["videos", "static"]) : toset([])

  # The replicas need a bucket in their own region for their access logs.
  replica_buckets = var.replication_enabled ? toset(["videos", "static", "logs"]) : toset([])
}

resource "aws_s3_bucket_replication_configuration" "main" {
  for_each = local.replicated

  bucket = aws_s3_bucket.main[each.key].bucket
  role   = aws_iam_role.replication[0].arn

  rule {
    id     = "everything"
    status = "Enabled"

    filter {}

    # A deletion here, by mistake or on purpose, does not reach the copy.
    delete_marker_replication {
      status = "Disabled"
    }

    destination {
      bucket        = local.replica_arns[each.key]
      storage_class = "STANDARD_IA"
    }
  }

  depends_on = [aws_s3_bucket_versioning.main, aws_s3_bucket_versioning.replica]
}

resource "aws_iam_role" "replication" {
  count = var.replication_enabled ? 1 : 0

  name               = "${var.name}-s3-replication"
  description        = "Lets S3 copy objects to the recovery region"
  assume_role_policy = data.aws_iam_policy_document.replication_trust.json
}

data "aws_iam_policy_document" "replication_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_iam_role_policy" "replication" {
  count = var.replication_enabled ? 1 : 0

  name   = "replicate"
  role   = aws_iam_role.replication[0].id
  policy = data.aws_iam_policy_document.replication[0].json
}

data "aws_iam_policy_document" "replication" {
  count = var.replication_enabled ? 1 : 0

  statement {
    sid       = "ReadConfiguration"
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = [for name in local.replicated : local.arns[name]]
  }

  statement {
    sid = "ReadVersions"
    actions = [
      "s3:GetObjectVersionAcl",
      "s3:GetObjectVersionForReplication",
      "s3:GetObjectVersionTagging",
    ]
    resources = [for name in local.replicated : "${local.arns[name]}/*"]
  }

  statement {
    sid       = "WriteCopies"
    actions   = ["s3:ReplicateObject", "s3:ReplicateTags"]
    resources = [for name in local.replicated : "${local.replica_arns[name]}/*"]
  }
}

# Three buckets for content (videos, uploads, static) and two for logs (access logs, the trail).

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
  region     = data.aws_region.current.region

  content = toset(["videos", "uploads", "static"])

  # Spelled out, not read from the buckets, so that their policies are known, and can be judged, before they exist.
  arns         = { for name, bucket in aws_s3_bucket.main : name => "arn:${local.partition}:s3:::${bucket.bucket}" }
  replica_arns = { for name, bucket in aws_s3_bucket.replica : name => "arn:${local.partition}:s3:::${bucket.bucket}" }

  # What the data is worth: "critical" is replicated, "temporary" is not kept, "audit" cannot be changed.
  data_class = {
    videos  = "critical"
    uploads = "temporary"
    static  = "critical"
    logs    = "log"
    trail   = "audit"
  }

  # The seed wants versions of static files everywhere, of videos in staging and prod, and none in dev. Dev does without.
  # Uploads live for a week and need none; the trail's lock requires them.
  versioned = {
    videos = var.versioning_enabled
    static = var.versioning_enabled
    logs   = false
    trail  = true
  }
}

resource "aws_s3_bucket" "main" {
  for_each = local.data_class

  bucket              = "${var.name}-${each.key}-${local.account_id}"
  force_destroy       = var.force_destroy
  object_lock_enabled = each.value == "audit"

  tags = {
    DataClass = each.value
  }
}

resource "aws_s3_bucket_public_access_block" "main" {
  for_each = aws_s3_bucket.main

  bucket                  = each.value.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "main" {
  for_each = aws_s3_bucket.main

  bucket = each.value.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# AES-256, as the seed lists for every bucket. Its "encryption at rest (KMS)" is taken to mean database, cache and
# secrets: load balancers cannot write their logs to a bucket with a customer's key. The trail encrypts its own objects.
resource "aws_s3_bucket_server_side_encryption_configuration" "main" {
  for_each = aws_s3_bucket.main

  bucket = each.value.bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "main" {
  for_each = local.versioned

  bucket = aws_s3_bucket.main[each.key].bucket

  versioning_configuration {
    status = each.value ? "Enabled" : "Suspended"
  }
}

# A bucket that logged to itself would never come to rest.
resource "aws_s3_bucket_logging" "main" {
  for_each = { for name, bucket in aws_s3_bucket.main : name => bucket if name != "logs" }

  bucket        = each.value.bucket
  target_bucket = aws_s3_bucket.main["logs"].bucket
  target_prefix = "s3/${each.key}/"

  depends_on = [aws_s3_bucket_policy.main]
}

# Browsers send files to uploads with signed requests. The seed asks for CORS on videos, where players read from.
resource "aws_s3_bucket_cors_configuration" "main" {
  for_each = {
    videos  = ["GET", "HEAD"]
    uploads = ["POST", "PUT"]
  }

  bucket = aws_s3_bucket.main[each.key].bucket

  cors_rule {
    allowed_origins = var.upload_origins
    allowed_methods = each.value
    allowed_headers = ["Content-MD5", "Content-Type", "Range", "x-amz-*"]
    expose_headers  = ["ETag"]
    max_age_seconds = 3000
  }
}

# The trail proves what happened only if nobody can rewrite it. Governance, not compliance: an administrator with the
# right to bypass it can still empty a test account.
resource "aws_s3_bucket_object_lock_configuration" "trail" {
  bucket = aws_s3_bucket.main["trail"].bucket

  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = var.audit_log_retention_days
    }
  }

  depends_on = [aws_s3_bucket_versioning.main]
}

# Each environment has an account of its own, so this holds for its other buckets too.
resource "aws_s3_account_public_access_block" "main" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# The buckets are private; this distribution alone may read them. The policies are here and not with the buckets because
# they name the distribution, which names the buckets.
#
# The seed speaks of origin access identities (OAI) in one place and of origin access control (OAC) in another. OAC is
# its successor.

data "aws_iam_policy_document" "origin" {
  for_each = local.buckets

  source_policy_documents = [each.value.policy_json]

  statement {
    sid       = "CloudFrontReads"
    actions   = ["s3:GetObject"]
    resources = ["${each.value.arn}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudfront_distribution.main.arn]
    }
  }
}

resource "aws_s3_bucket_policy" "origin" {
  for_each = var.origins

  bucket = each.value.bucket
  policy = data.aws_iam_policy_document.origin[each.key].json
}

resource "aws_s3_bucket_policy" "replica" {
  for_each = var.replicas
  provider = aws.recovery

  bucket = each.value.bucket
  policy = data.aws_iam_policy_document.origin["${each.key}-replica"].json
}

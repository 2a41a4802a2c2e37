data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# IAM policies say who may read; this holds even against one that says too much.
data "aws_iam_policy_document" "readers" {
  statement {
    sid       = "OnlyNamedRolesRead"
    effect    = "Deny"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["*"] # in the policy of a secret: this secret

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnNotEquals"
      variable = "aws:PrincipalArn"
      values = [
        for role in var.reader_role_names :
        "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/${role}"
      ]
    }
  }
}

resource "aws_secretsmanager_secret_policy" "readers" {
  for_each = aws_secretsmanager_secret.main

  secret_arn          = each.value.arn
  policy              = data.aws_iam_policy_document.readers.json
  block_public_policy = true
}

resource "aws_kms_key" "secrets" {
  description             = "Secrets of ${var.name}"
  deletion_window_in_days = var.kms_deletion_window_days
  enable_key_rotation     = true
  policy                  = var.key_policy_json
}

resource "aws_kms_alias" "secrets" {
  name          = "alias/${var.name}-secrets"
  target_key_id = aws_kms_key.secrets.key_id
}

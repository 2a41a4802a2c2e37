# Daily recovery points of the database, apart from the instance: they survive its deletion.

resource "aws_backup_vault" "main" {
  name        = var.name
  kms_key_arn = aws_kms_key.backup.arn
}

resource "aws_backup_vault_policy" "main" {
  count = var.protect_recovery_points ? 1 : 0

  backup_vault_name = aws_backup_vault.main.name
  policy            = data.aws_iam_policy_document.recovery_points.json
}

# Recovery points go when their time is over, and not by hand.
data "aws_iam_policy_document" "recovery_points" {
  statement {
    sid    = "NobodyDeletes"
    effect = "Deny"
    actions = [
      "backup:DeleteBackupVault",
      "backup:DeleteRecoveryPoint",
      "backup:UpdateRecoveryPointLifecycle",
    ]
    resources = ["*"] # in the policy of a vault: this vault

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_backup_plan" "daily" {
  name = "${var.name}-daily"

  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.main.name
    schedule          = "cron(0 4 * * ? *)"
    start_window      = 60
    completion_window = 240

    lifecycle {
      delete_after = var.backup_retention_days
    }

    dynamic "copy_action" {
      for_each = aws_backup_vault.recovery

      content {
        destination_vault_arn = copy_action.value.arn

        lifecycle {
          delete_after = var.backup_retention_days
        }
      }
    }
  }
}

resource "aws_backup_selection" "database" {
  name         = "database"
  plan_id      = aws_backup_plan.daily.id
  iam_role_arn = aws_iam_role.backup.arn
  resources    = [var.database_arn]
}

resource "aws_iam_role" "backup" {
  name               = "${var.name}-backup"
  description        = "Lets AWS Backup make recovery points"
  assume_role_policy = data.aws_iam_policy_document.backup_trust.json
}

data "aws_iam_policy_document" "backup_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

resource "aws_iam_role_policy_attachment" "backup" {
  role       = aws_iam_role.backup.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
}

# A key of its own: a vault that shares the database's key is lost with it.
resource "aws_kms_key" "backup" {
  description             = "Recovery points of ${var.name}"
  deletion_window_in_days = var.kms_deletion_window_days
  enable_key_rotation     = true
  policy                  = var.key_policy_json
}

resource "aws_kms_alias" "backup" {
  name          = "alias/${var.name}-backup"
  target_key_id = aws_kms_key.backup.key_id
}

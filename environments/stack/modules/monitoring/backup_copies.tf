# The second vault, in the recovery region.

resource "aws_backup_vault" "recovery" {
  count    = var.copy_backups ? 1 : 0
  provider = aws.recovery

  name        = "${var.name}-recovery"
  kms_key_arn = aws_kms_key.recovery[0].arn
}

resource "aws_backup_vault_policy" "recovery" {
  count    = var.copy_backups && var.protect_recovery_points ? 1 : 0
  provider = aws.recovery

  backup_vault_name = aws_backup_vault.recovery[0].name
  policy            = data.aws_iam_policy_document.recovery_points.json
}

resource "aws_kms_key" "recovery" {
  count    = var.copy_backups ? 1 : 0
  provider = aws.recovery

  description             = "Copies of the recovery points of ${var.name}"
  deletion_window_in_days = var.kms_deletion_window_days
  enable_key_rotation     = true
  policy                  = var.key_policy_json
}

resource "aws_kms_alias" "recovery" {
  count    = var.copy_backups ? 1 : 0
  provider = aws.recovery

  name          = "alias/${var.name}-backup"
  target_key_id = aws_kms_key.recovery[0].key_id
}

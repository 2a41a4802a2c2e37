# Automated backups in the recovery region, so that a lost region costs minutes of data and not all of it. The seed
# promises them without naming an environment; its costs leave room for them in production only.

resource "aws_kms_key" "backup" {
  count    = var.settings.cross_region_backup ? 1 : 0
  provider = aws.recovery

  description             = "Copies of the database backups of ${var.name}"
  deletion_window_in_days = var.kms_deletion_window_days
  enable_key_rotation     = true
  policy                  = var.key_policy_json
}

resource "aws_kms_alias" "backup" {
  count    = var.settings.cross_region_backup ? 1 : 0
  provider = aws.recovery

  name          = "alias/${var.name}-database-backup"
  target_key_id = aws_kms_key.backup[0].key_id
}

resource "aws_db_instance_automated_backups_replication" "main" {
  count    = var.settings.cross_region_backup ? 1 : 0
  provider = aws.recovery

  source_db_instance_arn = aws_db_instance.main.arn
  kms_key_id             = aws_kms_key.backup[0].arn
  retention_period       = var.settings.backup_retention_days
}

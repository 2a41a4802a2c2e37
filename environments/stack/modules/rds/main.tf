locals {
  identifier    = "${var.name}-postgres"
  database_name = replace(var.name, "-", "_")
  log_types     = toset(["postgresql", "upgrade"])
}

resource "aws_db_subnet_group" "main" {
  name        = local.identifier
  description = "Private subnets of ${var.name}"
  subnet_ids  = var.subnet_ids
}

resource "aws_db_instance" "main" {
  identifier = local.identifier
  db_name    = local.database_name
  port       = var.port

  engine                      = "postgres"
  engine_version              = var.settings.engine_version
  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  parameter_group_name        = aws_db_parameter_group.main.name
  ca_cert_identifier          = "rds-ca-rsa2048-g1"

  instance_class        = var.settings.instance_class
  storage_type          = "gp3"
  allocated_storage     = var.settings.allocated_storage
  max_allocated_storage = var.settings.max_allocated_storage
  storage_encrypted     = true
  kms_key_id            = aws_kms_key.database.arn

  # RDS makes the password, keeps it in Secrets Manager and changes it; nobody ever types it.
  username                            = "social_flow_owner"
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.secrets_key_arn
  iam_database_authentication_enabled = true

  db_subnet_group_name   = aws_db_subnet_group.main.name
  vpc_security_group_ids = [var.security_group_id]
  publicly_accessible    = false
  multi_az               = var.settings.multi_az

  backup_retention_period   = var.settings.backup_retention_days
  backup_window             = "02:00-03:00"
  maintenance_window        = "sun:03:30-sun:04:30"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = !var.deletion_protection
  deletion_protection       = var.deletion_protection
  skip_final_snapshot       = !var.deletion_protection
  final_snapshot_identifier = var.deletion_protection ? "${local.identifier}-final" : null

  # Performance Insights goes on under the name Database Insights; its standard mode keeps seven days at no charge.
  database_insights_mode                = "standard"
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = aws_kms_key.database.arn
  performance_insights_retention_period = 7

  # The seed wants Enhanced Monitoring every 60 seconds, and no detailed monitoring in dev.
  monitoring_interval             = var.enhanced_monitoring ? 60 : 0
  monitoring_role_arn             = one(aws_iam_role.monitoring[*].arn)
  enabled_cloudwatch_logs_exports = local.log_types

  # RDS would make the groups itself, without retention and key.
  depends_on = [aws_cloudwatch_log_group.database]
}

# RDS rotates the password of the owner by itself; this says how often.
resource "aws_secretsmanager_secret_rotation" "owner" {
  secret_id = aws_db_instance.main.master_user_secret[0].secret_arn

  rotation_rules {
    automatically_after_days = 30
  }
}

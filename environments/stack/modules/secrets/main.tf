# What the application must know and nobody should read. The password of the database is not here: RDS keeps it itself.
# Nor are AWS keys, which the seed lists among the third-party keys: it also rules out long-term credentials, and tasks
# have roles.

locals {
  # Secrets whose value is made here.
  generated = {
    application = "Signing keys of the application: SECRET_KEY and JWT_SECRET"
  }

  # Secrets whose value an operator puts in; tasks do not start before.
  supplied = {
    stripe          = "Stripe: API_KEY and WEBHOOK_SECRET"
    smtp            = "Mail server: USERNAME and PASSWORD"
    service-account = "Service account for internal calls: CREDENTIALS"
  }

  optional = var.redis_auth_enabled ? { redis = "Redis: AUTH_TOKEN" } : {}

  secrets = merge(local.generated, local.supplied, local.optional)
}

resource "aws_secretsmanager_secret" "main" {
  for_each = local.secrets

  name                    = "${var.name}/${each.key}"
  description             = each.value
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = var.recovery_window_days
}

resource "random_password" "application" {
  for_each = toset(["SECRET_KEY", "JWT_SECRET"])

  length  = 64
  special = false
}

resource "aws_secretsmanager_secret_version" "application" {
  secret_id     = aws_secretsmanager_secret.main["application"].id
  secret_string = jsonencode({ for key, password in random_password.application : key => password.result })
}

# ElastiCache takes 16 to 128 characters and few special ones.
resource "random_password" "redis" {
  count = var.redis_auth_enabled ? 1 : 0

  length  = 64
  special = false
}

resource "aws_secretsmanager_secret_version" "redis" {
  count = var.redis_auth_enabled ? 1 : 0

  secret_id     = aws_secretsmanager_secret.main["redis"].id
  secret_string = jsonencode({ AUTH_TOKEN = random_password.redis[0].result })
}

# Secrets Manager can call a function to change a secret; whoever has one for a secret names it here.
resource "aws_secretsmanager_secret_rotation" "custom" {
  for_each = var.rotation_lambda_arns

  secret_id           = aws_secretsmanager_secret.main[each.key].id
  rotation_lambda_arn = each.value

  rotation_rules {
    automatically_after_days = 90
  }
}

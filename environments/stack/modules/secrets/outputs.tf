output "key_arn" {
  description = "KMS key of the secrets."
  value       = aws_kms_key.secrets.arn
}

output "redis_auth_token" {
  description = "Password of Redis, or null."
  value       = one(random_password.redis[*].result)
  sensitive   = true
}

output "container_secrets" {
  description = "Environment variables of the tasks that come from a secret: the secret's ARN and the key inside it."
  value = merge(
    {
      SECRET_KEY                  = { arn = aws_secretsmanager_secret.main["application"].arn, key = "SECRET_KEY" }
      JWT_SECRET                  = { arn = aws_secretsmanager_secret.main["application"].arn, key = "JWT_SECRET" }
      STRIPE_API_KEY              = { arn = aws_secretsmanager_secret.main["stripe"].arn, key = "API_KEY" }
      STRIPE_WEBHOOK_SECRET       = { arn = aws_secretsmanager_secret.main["stripe"].arn, key = "WEBHOOK_SECRET" }
      SMTP_USERNAME               = { arn = aws_secretsmanager_secret.main["smtp"].arn, key = "USERNAME" }
      SMTP_PASSWORD               = { arn = aws_secretsmanager_secret.main["smtp"].arn, key = "PASSWORD" }
      SERVICE_ACCOUNT_CREDENTIALS = { arn = aws_secretsmanager_secret.main["service-account"].arn, key = "CREDENTIALS" }
    },
    var.redis_auth_enabled ? {
      REDIS_AUTH_TOKEN = { arn = aws_secretsmanager_secret.main["redis"].arn, key = "AUTH_TOKEN" }
    } : {},
  )
}

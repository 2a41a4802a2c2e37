# Production's shape at a smaller size: 600 to 800 dollars a month.

environment = "staging"
domain_name = "staging.socialflow.com"
image_tag   = "1.0.0"

network = {
  nat_gateway_count = 3
}

database = {
  instance_class        = "db.t3.medium"
  allocated_storage     = 50
  max_allocated_storage = 200
  max_connections       = 200
  multi_az              = true
  backup_retention_days = 7
}

cache = {
  node_type               = "cache.t3.small"
  node_count              = 2
  snapshot_retention_days = 5
}

services = {
  app    = { cpu = 1024, memory = 2048, min_count = 2, max_count = 4 }
  worker = { cpu = 512, memory = 1024, min_count = 2, max_count = 4 }
  beat   = { cpu = 256, memory = 512 }
}

storage = {
  versioning_enabled = true
  log_retention_days = 90
}

cdn = {
  price_class = "PriceClass_200"
}

secrets = {
  recovery_window_days = 7
}

detailed_monitoring      = true
deletion_protection      = true
log_retention_days       = 14
audit_log_retention_days = 30
kms_deletion_window_days = 7

alerts = {
  critical_email      = "devops-team@socialflow.com"
  warning_email       = "devops-team@socialflow.com"
  informational_email = "devops-team@socialflow.com"
}

monthly_budget_usd = 800

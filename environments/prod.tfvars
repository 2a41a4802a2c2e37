# A standby for everything, and copies in a second region: 1,500 to 2,500 dollars a month.

environment = "prod"
domain_name = "www.socialflow.com"
image_tag   = "1.0.0"

network = {
  nat_gateway_count          = 3
  interface_endpoints        = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]
  restrict_alb_to_cloudfront = true
}

database = {
  instance_class        = "db.r6g.xlarge"
  allocated_storage     = 100
  max_allocated_storage = 500
  max_connections       = 500
  multi_az              = true
  backup_retention_days = 30
  cross_region_backup   = true
}

cache = {
  node_type               = "cache.r6g.large"
  node_count              = 3
  snapshot_retention_days = 7
}

services = {
  app    = { cpu = 2048, memory = 4096, min_count = 3, max_count = 10 }
  worker = { cpu = 1024, memory = 2048, min_count = 4, max_count = 8 }
  beat   = { cpu = 512, memory = 1024 }
}

storage = {
  versioning_enabled  = true
  replication_enabled = true
  log_retention_days  = 365
}

cdn = {
  price_class = "PriceClass_All"
  waf_enabled = true
}

secrets = {
  recovery_window_days = 30
}

detailed_monitoring      = true
deletion_protection      = true
log_retention_days       = 30
audit_log_retention_days = 365
kms_deletion_window_days = 30

alerts = {
  critical_email      = "on-call@socialflow.com"
  warning_email       = "devops-team@socialflow.com"
  informational_email = "devops-team@socialflow.com"
}

monthly_budget_usd = 2500

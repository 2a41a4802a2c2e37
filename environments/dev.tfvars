# One zone's worth of everything, small and short-lived: about 200 dollars a month.
# "Single AZ" in the seed means no standby, no replica and one NAT gateway; the subnets span three zones all the same,
# because load balancers and database subnet groups ask for two.

environment = "dev"
domain_name = "dev.socialflow.com"
image_tag   = "1.0.0"

network = {
  nat_gateway_count = 1
}

database = {
  instance_class        = "db.t3.small"
  allocated_storage     = 20
  max_allocated_storage = 50
  max_connections       = 100
  multi_az              = false
  backup_retention_days = 3
}

cache = {
  node_type               = "cache.t3.micro"
  node_count              = 1
  auth_enabled            = false
  snapshot_retention_days = 1
}

services = {
  app    = { cpu = 512, memory = 1024, min_count = 1, max_count = 1 }
  worker = { cpu = 256, memory = 512, min_count = 1, max_count = 1 }
  beat   = { cpu = 256, memory = 512 }
}

storage = {
  versioning_enabled = false
  force_destroy      = true
  log_retention_days = 30
}

cdn = {
  price_class = "PriceClass_100"
}

secrets = {
  recovery_window_days = 0 # so that a stack can be destroyed and made again
}

detailed_monitoring      = false
deletion_protection      = false
log_retention_days       = 7
audit_log_retention_days = 7
kms_deletion_window_days = 7

alerts = {
  critical_email      = "devops-team@socialflow.com"
  warning_email       = "devops-team@socialflow.com"
  informational_email = "devops-team@socialflow.com"
}

monthly_budget_usd = 300

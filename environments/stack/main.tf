# The Social Flow backend: network, data, compute, delivery, and what watches over them.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_route53_zone" "main" {
  name = var.hosted_zone_name
}

locals {
  name       = "${var.project}-${var.environment}"
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  app_port      = 8000
  database_port = 5432
  cache_port    = 6379

  # Both are needed before the resource that carries the name exists: a policy names the role, another the trail.
  execution_role_name = "${local.name}-ecs-execution"
  trail_name          = "${local.name}-trail"
}

module "vpc" {
  source = "./modules/vpc"

  name                    = local.name
  cidr                    = var.network.cidr
  nat_gateway_count       = var.network.nat_gateway_count
  interface_endpoints     = var.network.interface_endpoints
  flow_log_retention_days = var.audit_log_retention_days
  logs_key_arn            = aws_kms_key.logs.arn
}

module "security_groups" {
  source = "./modules/security_groups"

  name                       = local.name
  vpc_id                     = module.vpc.vpc_id
  app_port                   = local.app_port
  database_port              = local.database_port
  cache_port                 = local.cache_port
  restrict_alb_to_cloudfront = var.network.restrict_alb_to_cloudfront
}

module "secrets" {
  source = "./modules/secrets"

  name                     = local.name
  key_policy_json          = data.aws_iam_policy_document.key_administration.json
  kms_deletion_window_days = var.kms_deletion_window_days
  recovery_window_days     = var.secrets.recovery_window_days
  redis_auth_enabled       = var.cache.auth_enabled
  rotation_lambda_arns     = var.secrets.rotation_lambda_arns

  # The tasks get their secrets through this role; Terraform reads them back through the deployment role.
  reader_role_names = concat(
    [local.execution_role_name, var.secrets.deployment_role_name],
    var.secrets.additional_reader_role_names,
  )
}

module "rds" {
  source = "./modules/rds"

  providers = {
    aws          = aws
    aws.recovery = aws.recovery
  }

  name                     = local.name
  subnet_ids               = module.vpc.private_subnet_ids
  security_group_id        = module.security_groups.database_security_group_id
  port                     = local.database_port
  settings                 = var.database
  enhanced_monitoring      = var.detailed_monitoring
  deletion_protection      = var.deletion_protection
  log_retention_days       = var.log_retention_days
  logs_key_arn             = aws_kms_key.logs.arn
  secrets_key_arn          = module.secrets.key_arn
  key_policy_json          = data.aws_iam_policy_document.key_administration.json
  kms_deletion_window_days = var.kms_deletion_window_days
}

module "elasticache" {
  source = "./modules/elasticache"

  name                     = local.name
  subnet_ids               = module.vpc.private_subnet_ids
  security_group_id        = module.security_groups.cache_security_group_id
  port                     = local.cache_port
  settings                 = var.cache
  auth_token               = module.secrets.redis_auth_token
  final_snapshot           = var.deletion_protection
  log_retention_days       = var.log_retention_days
  logs_key_arn             = aws_kms_key.logs.arn
  key_policy_json          = data.aws_iam_policy_document.key_administration.json
  kms_deletion_window_days = var.kms_deletion_window_days
}

module "s3" {
  source = "./modules/s3"

  providers = {
    aws          = aws
    aws.recovery = aws.recovery
  }

  name                     = local.name
  versioning_enabled       = var.storage.versioning_enabled
  replication_enabled      = var.storage.replication_enabled
  force_destroy            = var.storage.force_destroy
  upload_origins           = ["https://${var.domain_name}"]
  log_retention_days       = var.storage.log_retention_days
  audit_log_retention_days = var.audit_log_retention_days
  trail_name               = local.trail_name
}

module "ecs" {
  source = "./modules/ecs"

  name                  = local.name
  vpc_id                = module.vpc.vpc_id
  public_subnet_ids     = module.vpc.public_subnet_ids
  private_subnet_ids    = module.vpc.private_subnet_ids
  alb_security_group_id = module.security_groups.alb_security_group_id
  app_security_group_id = module.security_groups.app_security_group_id
  app_port              = local.app_port
  origin_domain_name    = "origin.${var.domain_name}"
  hosted_zone_id        = data.aws_route53_zone.main.zone_id
  log_bucket            = module.s3.log_bucket
  execution_role_name   = local.execution_role_name

  services            = var.services
  image_tag           = var.image_tag
  cpu_architecture    = var.cpu_architecture
  container_insights  = var.detailed_monitoring
  deletion_protection = var.deletion_protection
  log_retention_days  = var.log_retention_days
  logs_key_arn        = aws_kms_key.logs.arn

  container_secrets = module.secrets.container_secrets
  secrets_key_arn   = module.secrets.key_arn
  bucket_arns       = module.s3.content_bucket_arns

  database = {
    host        = module.rds.address
    port        = local.database_port
    name        = module.rds.database_name
    resource_id = module.rds.resource_id
  }

  environment = {
    ENVIRONMENT    = var.environment
    AWS_REGION     = var.region
    REDIS_HOST     = module.elasticache.primary_endpoint
    REDIS_PORT     = tostring(local.cache_port)
    REDIS_TLS      = "true"
    VIDEOS_BUCKET  = module.s3.content_buckets["videos"]
    UPLOADS_BUCKET = module.s3.content_buckets["uploads"]
    CDN_URL        = "https://${var.domain_name}"
  }
}

module "cloudfront" {
  source = "./modules/cloudfront"

  providers = {
    aws           = aws
    aws.recovery  = aws.recovery
    aws.us_east_1 = aws.us_east_1
  }

  name                     = local.name
  domain_name              = var.domain_name
  hosted_zone_id           = data.aws_route53_zone.main.zone_id
  price_class              = var.cdn.price_class
  origins                  = module.s3.cdn_origins
  replicas                 = module.s3.cdn_replicas
  alb_domain_name          = module.ecs.origin_domain_name
  alb_arn                  = module.ecs.alb_arn
  log_bucket_arn           = module.s3.log_bucket_arn
  waf_enabled              = var.cdn.waf_enabled
  waf_log_retention_days   = var.audit_log_retention_days
  logs_key_arn             = aws_kms_key.logs.arn
  key_policy_json          = data.aws_iam_policy_document.key_administration.json
  kms_deletion_window_days = var.kms_deletion_window_days
}

module "monitoring" {
  source = "./modules/monitoring"

  providers = {
    aws          = aws
    aws.recovery = aws.recovery
  }

  name                     = local.name
  environment              = var.environment
  alerts                   = var.alerts
  pagerduty_endpoint       = var.pagerduty_endpoint
  monthly_budget_usd       = var.monthly_budget_usd
  audit_log_retention_days = var.audit_log_retention_days
  logs_key_arn             = aws_kms_key.logs.arn
  key_policy_json          = data.aws_iam_policy_document.key_administration.json
  kms_deletion_window_days = var.kms_deletion_window_days

  cluster_name        = module.ecs.cluster_name
  service_names       = module.ecs.service_names
  log_group_names     = module.ecs.log_group_names
  load_balancer       = module.ecs.alb_arn_suffix
  target_group        = module.ecs.target_group_arn_suffix
  database_identifier = module.rds.identifier
  database_arn        = module.rds.arn
  max_connections     = var.database.max_connections
  cache_node_ids      = module.elasticache.node_ids

  trail_name   = local.trail_name
  trail_bucket = module.s3.trail_bucket

  backup_retention_days   = var.database.backup_retention_days
  protect_recovery_points = var.deletion_protection
  copy_backups            = var.database.cross_region_backup
}

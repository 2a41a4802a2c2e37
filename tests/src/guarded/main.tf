# What moto knows well enough to be built, changed and removed. What it lacks, or reads back otherwise than
# AWS: alarms (no CBOR, which the SDK speaks to CloudWatch), a bucket's versioning, changes of metric filters
# and of a subnet group's description.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      Project     = "guarded"
      Environment = "dev"
      Owner       = "tests@example.org"
      (var.run)   = "run"
    }
  }
}

# Another one changes in place what can be, and takes a tag off everything.
variable "run" {
  type    = string
  default = "first"
}

variable "bucket" {
  type = string
}

locals {
  is_first = var.run == "first"
}

resource "aws_vpc" "main" {
  cidr_block           = "10.30.0.0/16"
  enable_dns_hostnames = local.is_first
}

resource "aws_subnet" "main" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.30.1.0/24"
  map_public_ip_on_launch = local.is_first
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route" "out" {
  route_table_id         = aws_route_table.main.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}

resource "aws_route_table_association" "main" {
  route_table_id = aws_route_table.main.id
  subnet_id      = aws_subnet.main.id
}

resource "aws_security_group" "app" {
  name        = "app"
  description = "The application."
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id = aws_security_group.app.id
  description       = "From the network: ${var.run}."
  cidr_ipv4         = aws_vpc.main.cidr_block
  ip_protocol       = "tcp"
  from_port         = 8000
  to_port           = 8000
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "app" {
  name               = "app"
  description        = var.run
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "app" {
  name = "logs"
  role = aws_iam_role.app.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = local.is_first ? "logs:PutLogEvents" : "logs:CreateLogStream"
      Resource = "${aws_cloudwatch_log_group.app.arn}:*"
    }]
  })
}

resource "aws_kms_key" "main" {
  description             = var.run
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

resource "aws_kms_alias" "main" {
  name          = "alias/guarded"
  target_key_id = aws_kms_key.main.key_id
}

resource "aws_s3_bucket" "main" {
  bucket        = var.bucket
  force_destroy = true
}

resource "aws_s3_bucket_public_access_block" "main" {
  bucket                  = aws_s3_bucket.main.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = local.is_first
}

resource "aws_s3_bucket_server_side_encryption_configuration" "main" {
  bucket = aws_s3_bucket.main.id

  rule {
    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.main.arn
      sse_algorithm     = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "main" {
  bucket = aws_s3_bucket.main.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "main" {
  bucket = aws_s3_bucket.main.id

  rule {
    id     = "old"
    status = "Enabled"

    filter {}

    expiration {
      days = local.is_first ? 30 : 60
    }
  }
}

resource "aws_s3_bucket_policy" "main" {
  bucket = aws_s3_bucket.main.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["${aws_s3_bucket.main.arn}/*", aws_s3_bucket.main.arn]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_secretsmanager_secret" "main" {
  name                    = "guarded/main"
  description             = var.run
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 0
}

resource "random_password" "main" {
  length = 32
}

resource "aws_secretsmanager_secret_version" "main" {
  secret_id     = aws_secretsmanager_secret.main.id
  secret_string = random_password.main.result
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/guarded/app"
  retention_in_days = local.is_first ? 365 : 400
}

resource "aws_sns_topic" "alerts" {
  name         = "alerts"
  display_name = var.run
}

resource "aws_sns_topic_subscription" "alerts" {
  topic_arn            = aws_sns_topic.alerts.arn
  protocol             = "email"
  endpoint             = "tests@example.org"
}

resource "aws_ecs_cluster" "main" {
  name = "guarded"

  setting {
    name  = "containerInsights"
    value = local.is_first ? "enabled" : "disabled"
  }
}

resource "aws_db_subnet_group" "main" {
  name        = "guarded"
  subnet_ids  = [aws_subnet.main.id]
}

resource "aws_ecr_repository" "app" {
  name                 = "guarded"
  image_tag_mutability = local.is_first ? "IMMUTABLE" : "MUTABLE"
  force_delete         = true
}

resource "aws_iam_policy" "read" {
  name        = "read"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = local.is_first ? "s3:GetObject" : "s3:PutObject"
      Resource = "${aws_s3_bucket.main.arn}/*"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "read" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.read.arn
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.app.name
  pattern        = "ERROR"

  metric_transformation {
    name      = "Errors"
    namespace = "Guarded"
    value     = "1"
  }
}

resource "aws_sns_topic_policy" "alerts" {
  arn = aws_sns_topic.alerts.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = var.run
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.alerts.arn
    }]
  })
}

resource "aws_secretsmanager_secret_policy" "main" {
  secret_arn = aws_secretsmanager_secret.main.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = var.run
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.app.arn }
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
    }]
  })
}

resource "aws_cloudwatch_event_rule" "daily" {
  name                = "daily"
  description         = var.run
  schedule_expression = "rate(1 day)"
}

resource "aws_cloudwatch_event_target" "daily" {
  rule  = aws_cloudwatch_event_rule.daily.name
  arn   = aws_sns_topic.alerts.arn
  input = jsonencode(var.run)
}

resource "aws_route53_zone" "main" {
  name    = "guarded.example"
  comment = var.run
}

resource "aws_route53_record" "app" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "app"
  type    = "CNAME"
  ttl     = local.is_first ? 60 : 300
  records = ["example.org"]
}

resource "aws_lb_target_group" "app" {
  name        = "app"
  port        = 8000
  protocol    = "HTTP"
  vpc_id      = aws_vpc.main.id
  target_type = "ip"

  health_check {
    path = local.is_first ? "/health" : "/healthy"
  }
}

resource "aws_eip" "main" {
  domain = "vpc"
}

resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = aws_cloudwatch_log_group.app.arn
  iam_role_arn         = aws_iam_role.app.arn
}

resource "aws_ecr_lifecycle_policy" "app" {
  repository = aws_ecr_repository.app.name

  policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { tagStatus = "untagged", countType = "imageCountMoreThan", countNumber = local.is_first ? 5 : 9 }
      action       = { type = "expire" }
    }]
  })
}

resource "aws_ecs_task_definition" "app" {
  family = "app"

  container_definitions = jsonencode([{
    name      = "app"
    image     = aws_ecr_repository.app.repository_url
    cpu       = 256
    memory    = 512
    essential = true
  }])
}

resource "aws_s3_bucket_cors_configuration" "main" {
  bucket = aws_s3_bucket.main.id

  cors_rule {
    allowed_methods = [local.is_first ? "GET" : "PUT"]
    allowed_origins = ["https://guarded.example"]
  }
}

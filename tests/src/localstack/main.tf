# What LocalStack's community edition has, one of each and what hangs on it; and, at the end, some of what
# it lacks and another emulator answers.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      Project     = "contained"
      Environment = "dev"
      Owner       = "tests@example.org"
    }
  }
}

variable "bucket" {
  type = string
}

variable "port" {
  type    = number
  default = 8000
}

variable "retention" {
  type    = number
  default = 365
}

data "aws_caller_identity" "current" {}

# Network.

resource "aws_vpc" "main" {
  cidr_block           = "10.40.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.main.id
  availability_zone = "eu-west-1${each.key}"
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
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
  for_each       = aws_subnet.main
  route_table_id = aws_route_table.main.id
  subnet_id      = each.value.id
}

resource "aws_eip" "main" {
  domain = "vpc"
}

resource "aws_nat_gateway" "main" {
  allocation_id = aws_eip.main.id
  subnet_id     = aws_subnet.main["a"].id
  depends_on    = [aws_internet_gateway.main]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.eu-west-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.main.id]
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "app" {
  name        = "app"
  description = "The application."
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group" "database" {
  name        = "database"
  description = "What the application keeps."
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id = aws_security_group.app.id
  description       = "From the network."
  cidr_ipv4         = aws_vpc.main.cidr_block
  ip_protocol       = "tcp"
  from_port         = var.port
  to_port           = var.port
}

resource "aws_vpc_security_group_egress_rule" "app" {
  security_group_id            = aws_security_group.app.id
  description                  = "To the database."
  referenced_security_group_id = aws_security_group.database.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  description                  = "From the application."
  referenced_security_group_id = aws_security_group.app.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

# Who may do what.

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.app.arn}:*"]
  }
}

data "aws_iam_policy_document" "secret" {
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.app.arn]
  }
}

resource "aws_iam_role" "app" {
  name               = "app"
  description        = "What the application is."
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy" "logs" {
  name   = "logs"
  role   = aws_iam_role.app.id
  policy = data.aws_iam_policy_document.logs.json
}

resource "aws_iam_policy" "secret" {
  name        = "secret"
  description = "Reads the secret of the application."
  policy      = data.aws_iam_policy_document.secret.json
}

resource "aws_iam_role_policy_attachment" "secret" {
  role       = aws_iam_role.app.name
  policy_arn = aws_iam_policy.secret.arn
}

# Keys, secrets, logs.

resource "aws_kms_key" "main" {
  description             = "Encrypts what the application keeps."
  deletion_window_in_days = 7
  enable_key_rotation     = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/contained"
  target_key_id = aws_kms_key.main.key_id
}

resource "random_password" "app" {
  length  = 32
  special = false
}

resource "aws_secretsmanager_secret" "app" {
  name                    = "contained/app"
  description             = "What the application proves itself by."
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "app" {
  secret_id     = aws_secretsmanager_secret.app.id
  secret_string = random_password.app.result
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/contained/app"
  retention_in_days = var.retention
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.app.name
  pattern        = "ERROR"

  metric_transformation {
    name      = "Errors"
    namespace = "Contained"
    value     = "1"
  }
}

# A bucket, with all that hangs on one.

resource "aws_s3_bucket" "main" {
  bucket = var.bucket
}

resource "aws_s3_bucket_public_access_block" "main" {
  bucket                  = aws_s3_bucket.main.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "main" {
  bucket = aws_s3_bucket.main.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "main" {
  bucket = aws_s3_bucket.main.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "main" {
  bucket = aws_s3_bucket.main.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.main.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "main" {
  bucket = aws_s3_bucket.main.id

  rule {
    id     = "old"
    status = "Enabled"

    filter {
      prefix = ""
    }

    noncurrent_version_expiration {
      noncurrent_days = 90
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "main" {
  bucket = aws_s3_bucket.main.id

  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["https://example.org"]
  }
}

data "aws_iam_policy_document" "bucket" {
  statement {
    sid       = "OverTlsOnly"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.main.arn, "${aws_s3_bucket.main.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "main" {
  bucket = aws_s3_bucket.main.id
  policy = data.aws_iam_policy_document.bucket.json
}

resource "aws_s3_account_public_access_block" "main" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# Who is told what.

resource "aws_sns_topic" "alarms" {
  name              = "contained-alarms"
  kms_master_key_id = aws_kms_key.main.arn
}

resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "alarms@example.org"
}

data "aws_iam_policy_document" "topic" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = data.aws_iam_policy_document.topic.json
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "contained-errors"
  alarm_description   = "The application logs errors."
  namespace           = "Contained"
  metric_name         = "Errors"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_composite_alarm" "any" {
  alarm_name        = "contained-any"
  alarm_description = "Something is wrong."
  alarm_rule        = "ALARM(${aws_cloudwatch_metric_alarm.errors.alarm_name})"
}

resource "aws_cloudwatch_dashboard" "main" {
  dashboard_name = "contained"
  dashboard_body = jsonencode({
    widgets = [{ type = "text", x = 0, y = 0, width = 6, height = 3, properties = { markdown = "Contained" } }]
  })
}

resource "aws_cloudwatch_event_rule" "stopped" {
  name        = "contained-stopped"
  description = "A task has stopped."
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
  })
}

resource "aws_cloudwatch_event_target" "stopped" {
  rule      = aws_cloudwatch_event_rule.stopped.name
  target_id = "alarms"
  arn       = aws_sns_topic.alarms.arn
}

resource "aws_route53_zone" "main" {
  name    = "contained.example.org"
  comment = "Names."
}

resource "aws_route53_record" "main" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "www.contained.example.org"
  type    = "A"
  ttl     = 300
  records = ["192.0.2.1"]
}

resource "aws_acm_certificate" "main" {
  domain_name       = "contained.example.org"
  validation_method = "DNS"
}

# What LocalStack lacks: the first three are MiniStack's, the last is moto's.

resource "aws_ecs_cluster" "main" {
  name = "contained"

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_elasticache_parameter_group" "main" {
  name        = "contained"
  family      = "redis7"
  description = "The settings of the cache."
}

resource "aws_ecr_repository" "main" {
  name                 = "contained"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.main.arn
  }
}

resource "aws_wafv2_web_acl" "main" {
  name  = "contained"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "contained"
    sampled_requests_enabled   = true
  }
}

output "vpc" {
  value = aws_vpc.main.id
}

# One of each of what is found again in different ways: by tag, by name, by token, by being made anew.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      Project     = "trouble"
      Environment = "dev"
      Owner       = "tests@example.org"
    }
  }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.30.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
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
  count          = 2
  route_table_id = aws_route_table.main.id
  subnet_id      = aws_subnet.main[count.index].id
}

resource "aws_eip" "main" {
  domain = "vpc"
}

resource "aws_security_group" "app" {
  name        = "app"
  description = "The application."
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "app" {
  security_group_id = aws_security_group.app.id
  description       = "From the network."
  cidr_ipv4         = aws_vpc.main.cidr_block
  ip_protocol       = "tcp"
  from_port         = 8000
  to_port           = 8000
}

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = data.aws_iam_policy_document.trust.json
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

resource "aws_iam_role_policy" "app" {
  name   = "logs"
  role   = aws_iam_role.app.id
  policy = data.aws_iam_policy_document.app.json
}

data "aws_iam_policy_document" "app" {
  statement {
    actions   = ["logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.app.arn}:*"]
  }
}

resource "aws_kms_key" "main" {
  description         = "Encrypts what the application keeps."
  enable_key_rotation = true
}

resource "aws_kms_alias" "main" {
  name          = "alias/trouble"
  target_key_id = aws_kms_key.main.key_id
}

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

resource "aws_s3_bucket_versioning" "main" {
  bucket = aws_s3_bucket.main.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "random_password" "main" {
  length  = 32
  special = false
}

resource "aws_secretsmanager_secret" "main" {
  name                    = "trouble/main"
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "main" {
  secret_id     = aws_secretsmanager_secret.main.id
  secret_string = random_password.main.result
}

resource "aws_secretsmanager_secret" "given" {
  name                    = "trouble/given"
  kms_key_id              = aws_kms_key.main.arn
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "given" {
  secret_id     = aws_secretsmanager_secret.given.id
  secret_string = var.given
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/trouble/app"
  retention_in_days = 365
  kms_key_id        = aws_kms_key.main.arn
}

resource "aws_ecs_cluster" "main" {
  name = "trouble"

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE"]
}

resource "aws_sns_topic" "main" {
  name              = "trouble"
  kms_master_key_id = aws_kms_key.main.arn
}

variable "bucket" {
  type = string
}

variable "given" {
  type      = string
  sensitive = true
}

output "vpc" {
  value = aws_vpc.main.id
}

output "given" {
  value     = "given: ${var.given}"
  sensitive = true
}

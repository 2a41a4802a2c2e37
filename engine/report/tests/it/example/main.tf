variable "password" {
  type      = string
  sensitive = true
}

resource "aws_db_instance" "main" {
  identifier          = "sf-${var.environment}"
  engine              = "postgres"
  password            = "hunter2-in-the-code"
  publicly_accessible = true # for the migration, remove afterwards
  kms_key_id          = aws_kms_key.database.arn
}

resource "aws_security_group" "app" {
  name = "app"

  ingress {
    description = "ssh"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_subnet" "private" {
  count                   = 12
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(var.cidr, 8, count.index)
  map_public_ip_on_launch = true
}

# tollgate:ignore S3-004 reason="rebuilt every night" owner="data@example.com" expires=2026-12-31
resource "aws_s3_bucket" "exports" {
  bucket = "sf-exports"
}

resource "aws_s3_bucket" "logs" {
  for_each = toset(["a|b", "<script>", "c`d"])
  bucket   = "sf-logs-${each.key}"
}

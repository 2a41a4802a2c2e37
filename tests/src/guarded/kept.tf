provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = { Project = "guarded", Environment = "dev", Owner = "tests@example.org" }
  }
}

variable "bucket" {
  type = string
}

resource "aws_s3_bucket" "state" {
  bucket = var.bucket
}

resource "aws_kms_key" "state" {
  enable_key_rotation = true
}

output "key" {
  value = aws_kms_key.state.arn
}

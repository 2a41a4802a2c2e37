provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = { Project = "guarded", Environment = "dev", Owner = "tests@example.org" }
  }
}

resource "aws_sns_topic" "alerts" {
  name = "alerts"
}

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }

  # Where the state lives is told at init: terraform init -backend-config=<file>
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }
}

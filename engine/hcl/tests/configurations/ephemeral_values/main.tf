variable "token" {
  type      = string
  ephemeral = true
  default   = "t"
}

locals {
  header = "Bearer ${var.token}"
}

module "client" {
  source = "./client"
  header = local.header
}

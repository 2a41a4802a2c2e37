variable "name" {
  default     = "base"
  description = "A name."
}

locals {
  kept     = "kept"
  replaced = "base"
}

resource "terraform_data" "main" {
  input            = { name = var.name, from = "base" }
  triggers_replace = "kept"

  lifecycle {
    create_before_destroy = true
  }
}

module "part" {
  source = "./part"
  size   = 1
}

output "result" {
  value = [local.kept, local.replaced, var.name, module.part.size]
}

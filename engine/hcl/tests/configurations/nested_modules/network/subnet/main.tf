variable "name" {}

variable "cidr" {
  type = string
}

resource "terraform_data" "subnet" {
  input = { name = var.name, cidr = var.cidr, host = cidrhost(var.cidr, 5) }
}

output "name" {
  value = terraform_data.subnet.input.name
}

output "cidr" {
  value = upper(var.cidr)
}

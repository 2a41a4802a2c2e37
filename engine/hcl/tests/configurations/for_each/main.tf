locals {
  zones = { b = "10.0.1.0/24", a = "10.0.0.0/24", "c.d[0]" = "10.0.2.0/24" }
}

resource "terraform_data" "subnet" {
  for_each = local.zones
  input = {
    zone = each.key
    cidr = each.value
  }
}

resource "terraform_data" "named" {
  for_each = toset(["x", "y", "x"])
  input    = each.value == each.key
}

resource "terraform_data" "every" {
  for_each = terraform_data.subnet
  input    = each.value.input.cidr
}

resource "terraform_data" "nothing" {
  for_each = {}
  input    = each.key
}

output "subnets" {
  value = { for key, subnet in terraform_data.subnet : key => subnet.input.cidr }
}

output "dotted" {
  value = terraform_data.subnet["c.d[0]"].input
}

output "nothing" {
  value = terraform_data.nothing
}

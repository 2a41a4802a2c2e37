variable "name" {
  type = string
}

variable "cidrs" {
  type = list(string)
}

module "subnets" {
  source = "./subnet"
  count  = length(var.cidrs)
  name   = "${var.name}-${count.index}"
  cidr   = var.cidrs[count.index]
}

output "subnet_names" {
  value = module.subnets[*].name
}

output "cidr_by_name" {
  value = { for subnet in module.subnets : subnet.name => subnet.cidr }
}

variable "name" {
  type = string
}

variable "size" {
  type = number
}

resource "terraform_data" "member" {
  count = var.size
  input = "${var.name}-${count.index + 1}"
}

output "members" {
  value = terraform_data.member[*].input
}

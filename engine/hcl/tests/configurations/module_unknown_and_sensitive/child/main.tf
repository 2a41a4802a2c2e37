variable "id" {
  type = string
}

variable "secret" {
  type = string
}

resource "terraform_data" "inside" {
  input = "${var.id}:${var.secret}"
}

output "id" {
  value = var.id
}

output "secret" {
  value = var.secret
}

output "both" {
  value     = terraform_data.inside.input
  sensitive = true
}

variable "name" {
  default = "override"
}

resource "terraform_data" "main" {
  input = { name = var.name, from = "override" }

  lifecycle {
    prevent_destroy = true
  }
}

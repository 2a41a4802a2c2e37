variable "header" {
  type      = string
  ephemeral = true
}

output "header" {
  value     = var.header
  ephemeral = true
}

resource "terraform_data" "unrelated" {
  input = "nothing ephemeral"
}

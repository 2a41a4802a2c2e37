resource "terraform_data" "inside" {
  input = "inside"
}

output "value" {
  value = terraform_data.inside.input
}

resource "terraform_data" "inside" {
  input = terraform.workspace
}

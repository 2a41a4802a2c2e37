resource "terraform_data" "main" {
  count = 0
  input = terraform_data.mian.id
}

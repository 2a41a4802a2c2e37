resource "terraform_data" "b" {
  input = each.key
}

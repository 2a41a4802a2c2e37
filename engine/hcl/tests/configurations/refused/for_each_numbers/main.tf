resource "terraform_data" "b" {
  for_each = toset([1, 2])
}

resource "terraform_data" "b" {
  for_each = ["a", "b"]
}

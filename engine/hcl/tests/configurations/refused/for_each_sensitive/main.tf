resource "terraform_data" "b" {
  for_each = sensitive(toset(["a"]))
}

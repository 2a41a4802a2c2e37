resource "terraform_data" "missing" {
}

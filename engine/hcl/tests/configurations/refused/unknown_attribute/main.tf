output "a" {
  value = terraform_data.a.nothing
}

resource "terraform_data" "a" {}

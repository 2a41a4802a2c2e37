resource "terraform_data" "a" {
  input = terraform_data.b.output
}

resource "terraform_data" "b" {
  input      = "x"
  depends_on = [terraform_data.a]
}

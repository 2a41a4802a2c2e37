resource "terraform_data" "first" {
  input = 1
}

module "second" {
  source     = "./part"
  depends_on = [terraform_data.first]
}

resource "terraform_data" "third" {
  depends_on = [module.second, terraform_data.first]

  lifecycle {
    ignore_changes       = [input]
    replace_triggered_by = [terraform_data.first.input]
  }
}

output "last" {
  value      = module.second.value
  depends_on = [terraform_data.third]
}

resource "terraform_data" "root" {
  input = "r"
}

module "child" {
  source = "./child"
  id     = terraform_data.root.id
  secret = sensitive("s")
}

resource "terraform_data" "after" {
  input = [module.child.id, module.child.secret, module.child.both]
}

output "secret" {
  value     = module.child.secret
  sensitive = true
}

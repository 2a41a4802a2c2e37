# Outputs of each feed inputs of the other, and nothing depends on itself.
module "a" {
  source = "./part"
  seed   = "s"
  extra  = module.b.fixed
}

module "b" {
  source = "./part"
  seed   = module.a.fixed
  extra  = "end"
}

output "result" {
  value = [module.a.all, module.b.all]
}

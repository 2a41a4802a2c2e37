module "a" {
  source = "./part"
  value  = module.b.value
}

module "b" {
  source = "./part"
  value  = module.a.value
}

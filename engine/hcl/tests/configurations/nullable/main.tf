module "part" {
  source = "./part"
  strict = null
  loose  = null
}

output "part" {
  value = module.part.all
}

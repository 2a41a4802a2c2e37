module "part" {
  source = "./part"
}

output "a" {
  value = module.part.ids
}

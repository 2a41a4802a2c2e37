locals {
  part = "./part"
}

module "a" {
  source = local.part
}

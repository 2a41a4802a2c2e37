locals {
  replaced = "override"
}

module "part" {
  source = "./part"
  size   = 2
}

module "part" {
  source = "./part"
  names  = { a = 1 }
}

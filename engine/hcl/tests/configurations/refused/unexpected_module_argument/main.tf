module "part" {
  source = "./part"
  nam    = 1
}

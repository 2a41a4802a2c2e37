locals {
  a = local.b
  b = "${local.c}x"
  c = [for item in [1] : local.a]
}

locals {
  d = { list = local.c, text = jsonencode(local.c) }
  c = concat(local.b, [local.a])
  b = [local.a, "${local.a}-2"]
  a = "one"
}

locals {
  merged = merge({ x = 1, y = 2 }, { y = 3 }, local.d)
}

resource "terraform_data" "all" {
  input = local.merged
}

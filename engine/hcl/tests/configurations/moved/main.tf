moved {
  from = terraform_data.old
  to   = terraform_data.new
}

moved {
  from = terraform_data.list[0]
  to   = terraform_data.map["a"]
}

moved {
  from = module.before
  to   = module.after
}

resource "terraform_data" "new" {
  input = 1
}

resource "terraform_data" "map" {
  for_each = { a = 1 }
  input    = each.value
}

module "after" {
  source = "./part"
}

removed {
  from = terraform_data.gone

  lifecycle {
    destroy = false
  }
}

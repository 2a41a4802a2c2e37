module "team" {
  source   = "./team"
  for_each = { red = 2, blue = 1 }
  name     = each.key
  size     = each.value
}

output "members" {
  value = { for name, team in module.team : name => team.members }
}

output "red" {
  value = module.team["red"].members[1]
}

resource "terraform_data" "all" {
  input = flatten([for team in module.team : team.members])
}

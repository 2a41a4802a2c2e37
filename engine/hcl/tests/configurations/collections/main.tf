locals {
  people = [
    { name = "ann", team = "red", age = 30 },
    { name = "bob", team = "blue", age = 20 },
    { name = "cid", team = "red", age = 40 },
  ]
}

resource "terraform_data" "all" {
  input = {
    by_team  = { for person in local.people : person.team => person.name... }
    adults   = [for index, person in local.people : "${index}:${person.name}" if person.age > 25]
    names    = local.people[*].name
    legacy   = local.people.*.age
    first    = local.people[0].name
    set      = toset([for person in local.people : person.team])
    sorted   = sort(keys({ for person in local.people : person.name => 1 }))
    zipped   = zipmap(["a", "b"], [1, 2])
    product  = setproduct(["a", "b"], [1, 2])
    single   = "solo"[*]
    nothing  = null[*]
    slice    = slice(["a", "b", "c"], 1, 3)
    chunk    = chunklist(["a", "b", "c"], 2)
    distinct = distinct(["a", "b", "a"])
    object   = { "quoted key" = 1, (upper("computed")) = 2, plain = 3 }
    math     = [1 + 2 * 3, 7 % 4, -5 / 2, 1 >= 1, !true, 1e3, 0.1 + 0.2]
  }
}

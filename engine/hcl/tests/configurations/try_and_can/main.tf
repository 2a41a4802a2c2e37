variable "settings" {
  type    = any
  default = { a = { b = 1 } }
}

resource "terraform_data" "id" {
  input = "x"
}

output "all" {
  value = {
    found    = try(var.settings.a.b, "none")
    missing  = try(var.settings.z.b, "none")
    third    = try(tonumber("x"), var.settings.q, 3)
    can      = can(var.settings.a.b)
    cannot   = can(regex("^[a-z]+$", "123"))
    unknown  = try(terraform_data.id.id, "none")
    lookup   = lookup({ a = 1 }, "b", 2)
    one      = one([])
    coalesce = coalesce(null, "", "x")
    nothing  = null
  }
}

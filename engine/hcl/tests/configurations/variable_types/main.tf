variable "string_from_number" {
  type    = string
  default = 8080
}

variable "number_from_string" {
  type    = number
  default = "12.50"
}

variable "bool_from_string" {
  type    = bool
  default = "true"
}

variable "list_of_strings" {
  type    = list(string)
  default = [1, true, "x"]
}

variable "set_of_numbers" {
  type    = set(number)
  default = [3, 1, "2", 1]
}

variable "map_of_any" {
  type    = map(any)
  default = { a = 1, b = "two" }
}

variable "tuple" {
  type    = tuple([string, number, bool])
  default = [1, "2", "true"]
}

variable "object" {
  type = object({
    name = string
    tags = map(string)
    list = list(object({ port = number }))
  })
  default = {
    name  = 5
    tags  = { a = 1 }
    list  = [{ port = "80" }, { port = 443, extra = "dropped" }]
    extra = "dropped"
  }
}

variable "any" {
  type    = any
  default = { deep = [1, { x = null }] }
}

variable "untyped" {
  default = ["a", 1]
}

resource "terraform_data" "all" {
  input = {
    a = var.string_from_number
    b = var.number_from_string
    c = var.bool_from_string
    d = var.list_of_strings
    e = var.set_of_numbers
    f = var.map_of_any
    g = var.tuple
    h = var.object
    i = var.any
    j = var.untyped
  }
}

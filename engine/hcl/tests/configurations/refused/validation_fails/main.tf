variable "name" {
  default = "a b"

  validation {
    condition     = can(regex("^[a-z]+$", var.name))
    error_message = "The name is ${upper("bad")}."
  }
}

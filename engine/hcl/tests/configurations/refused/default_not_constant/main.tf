variable "a" {
  default = local.b
}

locals {
  b = 1
}

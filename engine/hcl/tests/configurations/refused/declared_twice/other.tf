locals {
  x = 1
}

locals {
  x = 2
}

variable "v" {
  default = 1
}

variable "v" {
  default = 1
}

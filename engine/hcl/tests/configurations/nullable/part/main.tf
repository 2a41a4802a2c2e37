variable "strict" {
  default  = "default"
  nullable = false
}

variable "loose" {
  default = "default"
}

variable "absent" {
  default = null
}

output "all" {
  value = { strict = var.strict, loose = var.loose, absent = var.absent, isnull = var.absent == null }
}

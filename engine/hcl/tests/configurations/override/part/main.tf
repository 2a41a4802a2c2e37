variable "size" {}

output "size" {
  value = var.size
}

variable "seed" {}
variable "extra" {}

output "fixed" {
  value = "fixed"
}

output "all" {
  value = "${var.seed}/${var.extra}"
}

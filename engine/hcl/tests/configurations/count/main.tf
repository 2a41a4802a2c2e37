variable "replicas" {
  default = 3
}

resource "terraform_data" "counted" {
  count = var.replicas
  input = "replica-${count.index}"
}

resource "terraform_data" "none" {
  count = 0
  input = "never"
}

resource "terraform_data" "one" {
  count = var.replicas > 2 ? 1 : 0
  input = length(terraform_data.counted)
}

output "names" {
  value = [for replica in terraform_data.counted : replica.input]
}

output "empty" {
  value = terraform_data.none[*].input
}

output "first" {
  value = terraform_data.counted[0].input
}

resource "terraform_data" "many" {
  count = 300
  input = { index = count.index, previous = count.index == 0 ? null : "many-${count.index - 1}" }
}

output "sum" {
  value = sum(terraform_data.many[*].input.index)
}

output "native" {
  value = local.greeting
}

output "a" {
  value = try(local.nothing, "fallback")
}

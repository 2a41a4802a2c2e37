output "a" {
  value = regex("[", "x")
}

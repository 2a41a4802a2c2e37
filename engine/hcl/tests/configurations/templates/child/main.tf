output "text" {
  value = [path.module, path.root, trimspace(file("${path.module}/text.txt"))]
}

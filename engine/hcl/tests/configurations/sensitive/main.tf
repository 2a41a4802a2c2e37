variable "password" {
  sensitive = true
  default   = "hunter2"
}

variable "settings" {
  sensitive = true
  type      = object({ user = string, port = number })
  default   = { user = "root", port = 5432 }
}

locals {
  url = "postgres://${var.settings.user}:${var.password}@db"
}

resource "terraform_data" "secrets" {
  input = {
    plain    = "visible"
    password = var.password
    url      = local.url
    port     = var.settings.port
    list     = ["a", var.password]
    length   = length(var.password)
    whole    = var.settings
    hidden   = sensitive("h")
    shown    = nonsensitive(var.password)
    choice   = var.password == "x" ? "a" : "b"
    json     = jsonencode({ p = var.password })
  }
}

resource "terraform_data" "both" {
  input = [terraform_data.secrets.id, var.password, "${terraform_data.secrets.id}-${var.password}"]
}

resource "terraform_data" "through" {
  input = terraform_data.secrets.input.password
}

output "url" {
  value     = local.url
  sensitive = true
}

output "is" {
  value = issensitive(local.url)
}

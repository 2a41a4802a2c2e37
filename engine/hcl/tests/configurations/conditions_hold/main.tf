variable "port" {
  type    = number
  default = 443

  validation {
    condition     = var.port > 0 && var.port < 65536
    error_message = "Not a port: ${var.port}."
  }

  validation {
    condition     = contains(local.allowed, var.port)
    error_message = "Not allowed."
  }
}

locals {
  allowed = [80, 443]
}

resource "terraform_data" "server" {
  input = var.port

  lifecycle {
    precondition {
      condition     = var.port != 80
      error_message = "Plain HTTP."
    }
    postcondition {
      condition     = self.input == 443
      error_message = "Changed."
    }
    postcondition {
      condition     = self.id != "x"
      error_message = "Known after apply only."
    }
  }
}

output "port" {
  value = terraform_data.server.input

  precondition {
    condition     = var.port == 443
    error_message = "No."
  }
}

check "advice" {
  assert {
    condition     = var.port == 22
    error_message = "A warning only."
  }
}

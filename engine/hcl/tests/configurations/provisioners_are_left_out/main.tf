variable "user" {
  default = "root"
}

resource "terraform_data" "server" {
  input = var.user

  connection {
    host = self.input
    user = "root"
  }

  provisioner "local-exec" {
    when    = destroy
    command = "echo ${self.input}"
  }
}

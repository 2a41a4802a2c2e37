variable "services" {
  type = map(object({
    image  = string
    port   = optional(number, 80)
    cpu    = optional(number)
    tags   = optional(map(string), {})
    health = optional(object({
      path    = optional(string, "/")
      retries = optional(number, 3)
    }), {})
  }))
  default = {
    web = { image = "nginx" }
    api = { image = "api", port = 8080, health = { path = "/up" }, cpu = null }
    job = { image = "job", health = null, tags = { a = 1 } }
  }
}

resource "terraform_data" "service" {
  for_each = var.services
  input    = each.value
}

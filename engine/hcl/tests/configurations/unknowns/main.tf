resource "terraform_data" "source" {
  input = "known"
}

locals {
  id = terraform_data.source.id
}

resource "terraform_data" "values" {
  input = {
    direct    = terraform_data.source.id
    output    = terraform_data.source.output
    known     = terraform_data.source.input
    template  = "id-${local.id}"
    list      = ["a", local.id, "c"]
    map       = { (terraform_data.source.input) = local.id }
    condition = local.id == "x" ? "yes" : "no"
    length    = length([local.id, local.id])
    chosen    = true ? "left" : local.id
    joined    = join(",", ["a", local.id])
    coalesced = coalesce("first", local.id)
    filtered  = [for item in ["a", local.id] : item]
    nested    = { a = { b = [local.id] } }
  }
}

resource "terraform_data" "whole" {
  input = terraform_data.source.output
}

resource "terraform_data" "trigger" {
  triggers_replace = [terraform_data.source.id, "constant"]
}

output "id" {
  value = local.id
}

output "mixed" {
  value = { known = 1, unknown = local.id }
}

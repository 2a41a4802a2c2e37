locals {
  name = "x"
  plain = <<EOT
first
  second ${local.name}
third
EOT
  indented = <<-EOT
    four
      six
    $${literal} %%{ also }
    EOT
  directives = <<-EOT
    %{ for item in ["a", "b"] }${item};%{ endfor }
    %{ if local.name == "x" }yes%{ else }no%{ endif }
    EOT
}

resource "terraform_data" "texts" {
  input = [local.plain, local.indented, local.directives]
}

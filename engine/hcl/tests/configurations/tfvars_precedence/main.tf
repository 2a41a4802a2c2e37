variable "only_default" { default = "default" }
variable "environment" { default = "default" }
variable "tfvars" { default = "default" }
variable "tfvars_json" { default = "default" }
variable "auto_a" { default = "default" }
variable "auto_b" { default = "default" }
variable "auto_json" { default = "default" }
variable "var_file" { default = "default" }
variable "second_var_file" { default = "default" }
variable "flag" { default = "default" }
variable "flag_list" { type = list(string) }
variable "flag_number" { type = number }
variable "environment_map" { type = map(string) }
variable "literal" { default = "${"$"}{not}" }

output "all" {
  value = {
    only_default    = var.only_default
    environment     = var.environment
    tfvars          = var.tfvars
    tfvars_json     = var.tfvars_json
    auto_a          = var.auto_a
    auto_b          = var.auto_b
    auto_json       = var.auto_json
    var_file        = var.var_file
    second_var_file = var.second_var_file
    flag            = var.flag
    flag_list       = var.flag_list
    flag_number     = var.flag_number
    environment_map = var.environment_map
    literal         = var.literal
  }
}

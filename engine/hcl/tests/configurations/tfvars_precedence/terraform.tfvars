tfvars      = "terraform.tfvars"
tfvars_json = "terraform.tfvars"
auto_a      = "terraform.tfvars"
flag        = "terraform.tfvars"

module "network" {
  source = "./network"
  name   = "prod"
  cidrs  = ["10.0.0.0/24", "10.0.1.0/24"]
}

resource "terraform_data" "consumer" {
  input = module.network.subnet_names
}

output "everything" {
  value = module.network
}

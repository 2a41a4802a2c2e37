resuorce "terraform_data" "a" {
}

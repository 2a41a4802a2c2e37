variable "a" {
  default    = 1
  descripton = "A typing error."
}

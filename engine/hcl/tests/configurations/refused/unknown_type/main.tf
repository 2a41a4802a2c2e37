variable "port" {
  type    = nubmer
  default = 1
}

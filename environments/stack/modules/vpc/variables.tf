variable "name" {
  description = "Prefix of every name, project and environment."
  type        = string
}

variable "cidr" {
  description = "IPv4 range of the VPC."
  type        = string

  validation {
    condition     = can(cidrhost(var.cidr, 0))
    error_message = "The range is an IPv4 CIDR block."
  }
}

variable "nat_gateway_count" {
  description = "NAT gateways; zones without one share those of the others."
  type        = number

  validation {
    condition     = var.nat_gateway_count >= 1 && var.nat_gateway_count <= 3
    error_message = "There are one to three NAT gateways."
  }
}

variable "interface_endpoints" {
  description = "AWS services reached through an interface endpoint, by the last part of their name (\"ecr.api\")."
  type        = set(string)
}

variable "flow_log_retention_days" {
  description = "Days that flow logs are kept."
  type        = number
}

variable "logs_key_arn" {
  description = "KMS key of log groups."
  type        = string
}

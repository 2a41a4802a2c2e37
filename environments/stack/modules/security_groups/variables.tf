variable "name" {
  description = "Prefix of every name, project and environment."
  type        = string
}

variable "vpc_id" {
  description = "VPC of the groups."
  type        = string
}

variable "app_port" {
  description = "Port of the application."
  type        = number
}

variable "database_port" {
  description = "Port of PostgreSQL."
  type        = number
}

variable "cache_port" {
  description = "Port of Redis."
  type        = number
}

variable "restrict_alb_to_cloudfront" {
  description = "Admits CloudFront alone to the load balancer, instead of the internet."
  type        = bool
}

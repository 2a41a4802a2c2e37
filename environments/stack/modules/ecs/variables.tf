variable "name" {
  description = "Prefix of every name, project and environment."
  type        = string
}

variable "vpc_id" {
  description = "VPC of the target group."
  type        = string
}

variable "public_subnet_ids" {
  description = "Subnets of the load balancer, one for each zone."
  type        = list(string)
}

variable "private_subnet_ids" {
  description = "Subnets of the tasks, one for each zone."
  type        = list(string)
}

variable "alb_security_group_id" {
  description = "Group of the load balancer."
  type        = string
}

variable "app_security_group_id" {
  description = "Group of the tasks."
  type        = string
}

variable "app_port" {
  description = "Port of the application."
  type        = number
}

variable "origin_domain_name" {
  description = "Name by which CloudFront reaches the load balancer."
  type        = string
}

variable "hosted_zone_id" {
  description = "Route 53 zone of that name."
  type        = string
}

variable "log_bucket" {
  description = "Bucket for access logs."
  type        = string
}

variable "execution_role_name" {
  description = "Name of the role that starts tasks; the policies of the secrets name it."
  type        = string
}

variable "services" {
  description = "Size and number of the tasks of each service."
  type = object({
    app    = object({ cpu = number, memory = number, min_count = number, max_count = number })
    worker = object({ cpu = number, memory = number, min_count = number, max_count = number })
    beat   = object({ cpu = number, memory = number })
  })
}

variable "image_tag" {
  description = "Version of the image."
  type        = string
}

variable "cpu_architecture" {
  description = "ARM64 or X86_64."
  type        = string
}

variable "container_insights" {
  description = "Collects metrics for each task."
  type        = bool
}

variable "deletion_protection" {
  description = "Keeps the load balancer and a repository with images from being deleted."
  type        = bool
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
}

variable "logs_key_arn" {
  description = "KMS key of log groups."
  type        = string
}

variable "container_secrets" {
  description = "Environment variables that come from a secret: its ARN and the key inside it."
  type        = map(object({ arn = string, key = string }))
}

variable "secrets_key_arn" {
  description = "KMS key of secrets."
  type        = string
}

variable "bucket_arns" {
  description = "ARNs of the buckets for content, by name."
  type        = map(string)
}

variable "database" {
  description = "Where the database is, and the id by which IAM knows it."
  type        = object({ host = string, port = number, name = string, resource_id = string })
}

variable "environment" {
  description = "Environment variables of every task. No secrets: whoever may describe a task reads them."
  type        = map(string)
}

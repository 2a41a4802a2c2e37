variable "name" {
  description = "Prefix of every name, project and environment."
  type        = string
}

variable "domain_name" {
  description = "Host name that visitors use."
  type        = string
}

variable "hosted_zone_id" {
  description = "Route 53 zone of that name."
  type        = string
}

variable "price_class" {
  description = "Edge locations that are paid for."
  type        = string
}

variable "origins" {
  description = "Buckets behind the distribution, static and videos."
  type        = map(object({ bucket = string, arn = string, domain_name = string, policy_json = string }))

  validation {
    condition     = toset(keys(var.origins)) == toset(["static", "videos"])
    error_message = "The origins are static and videos."
  }
}

variable "replicas" {
  description = "Their copies in the recovery region; empty without replication."
  type        = map(object({ bucket = string, arn = string, domain_name = string, policy_json = string }))
}

variable "alb_domain_name" {
  description = "Name of the load balancer's certificate."
  type        = string
}

variable "alb_arn" {
  description = "ARN of the load balancer."
  type        = string
}

variable "log_bucket_arn" {
  description = "Bucket for access logs."
  type        = string
}

variable "waf_enabled" {
  description = "Puts web ACLs in front of the distribution and the load balancer."
  type        = bool
}

variable "waf_log_retention_days" {
  description = "Days that logs of the web ACLs are kept."
  type        = number
}

variable "logs_key_arn" {
  description = "KMS key of log groups in the stack's region."
  type        = string
}

variable "key_policy_json" {
  description = "Policy for KMS keys: administration by this account."
  type        = string
}

variable "kms_deletion_window_days" {
  description = "Days between asking for the deletion of a key and losing it."
  type        = number
}

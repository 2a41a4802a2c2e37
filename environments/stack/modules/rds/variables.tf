variable "name" {
  description = "Prefix of every name, project and environment."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets, one for each zone."
  type        = list(string)
}

variable "security_group_id" {
  description = "Group of the database."
  type        = string
}

variable "port" {
  description = "Port of PostgreSQL."
  type        = number
}

variable "settings" {
  description = "Engine, size and protection."
  type = object({
    engine_version        = string
    instance_class        = string
    allocated_storage     = number
    max_allocated_storage = number
    max_connections       = number
    multi_az              = bool
    backup_retention_days = number
    cross_region_backup   = bool
  })
}

variable "enhanced_monitoring" {
  description = "Collects metrics of the operating system every minute."
  type        = bool
}

variable "deletion_protection" {
  description = "Keeps the instance from being deleted, and its backups when it is."
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

variable "secrets_key_arn" {
  description = "KMS key of secrets."
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

variable "name" {
  description = "Prefix of every name, project and environment."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets, one for each zone."
  type        = list(string)
}

variable "security_group_id" {
  description = "Group of the cache."
  type        = string
}

variable "port" {
  description = "Port of Redis."
  type        = number
}

variable "settings" {
  description = "Engine, size and protection."
  type = object({
    engine_version          = string
    node_type               = string
    node_count              = number
    snapshot_retention_days = number
  })

  validation {
    condition     = tonumber(split(".", var.settings.engine_version)[0]) >= 7
    error_message = "Redis is version 7 or newer."
  }
}

variable "auth_token" {
  description = "Password that clients send; null lets every client in that the security group lets in."
  type        = string
  default     = null
  sensitive   = true
}

variable "final_snapshot" {
  description = "Makes a snapshot before the group is deleted."
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

variable "key_policy_json" {
  description = "Policy for KMS keys: administration by this account."
  type        = string
}

variable "kms_deletion_window_days" {
  description = "Days between asking for the deletion of a key and losing it."
  type        = number
}

variable "name" {
  description = "Prefix of every name, project and environment."
  type        = string
}

variable "environment" {
  description = "Environment; the budget counts what carries its tag."
  type        = string
}

variable "alerts" {
  description = "Mailbox of each tier, and the Slack channel for warnings."
  type = object({
    critical_email      = string
    warning_email       = string
    informational_email = string
    slack               = optional(object({ team_id = string, channel_id = string }))
  })
}

variable "pagerduty_endpoint" {
  description = "HTTPS address of the PagerDuty integration, or null."
  type        = string
  default     = null
  sensitive   = true
}

variable "monthly_budget_usd" {
  description = "What a month may cost, in US dollars."
  type        = number
}

variable "audit_log_retention_days" {
  description = "Days that the trail's log group is kept."
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

variable "cluster_name" {
  description = "ECS cluster."
  type        = string
}

variable "service_names" {
  description = "ECS services, by process."
  type        = map(string)

  validation {
    condition     = contains(keys(var.service_names), "app")
    error_message = "One of the services is app."
  }
}

variable "log_group_names" {
  description = "Log groups of the services, by process."
  type        = map(string)
}

variable "load_balancer" {
  description = "Name of the load balancer in metrics."
  type        = string
}

variable "target_group" {
  description = "Name of the target group in metrics."
  type        = string
}

variable "database_identifier" {
  description = "Name of the database instance."
  type        = string
}

variable "database_arn" {
  description = "ARN of the database instance."
  type        = string
}

variable "max_connections" {
  description = "Connections that the database accepts."
  type        = number
}

variable "cache_node_ids" {
  description = "Redis nodes."
  type        = list(string)
}

variable "trail_name" {
  description = "Name of the trail; the policy of its bucket names it."
  type        = string
}

variable "trail_bucket" {
  description = "Bucket for the trail."
  type        = string
}

variable "backup_retention_days" {
  description = "Days that recovery points are kept."
  type        = number
}

variable "protect_recovery_points" {
  description = "Denies deleting recovery points by hand."
  type        = bool
}

variable "copy_backups" {
  description = "Copies recovery points to the recovery region."
  type        = bool
}

variable "name" {
  description = "Prefix of every name, project and environment."
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

variable "recovery_window_days" {
  description = "Days in which a deleted secret can be brought back."
  type        = number
}

variable "redis_auth_enabled" {
  description = "Makes a password for Redis."
  type        = bool
}

variable "reader_role_names" {
  description = "Roles that may read secrets."
  type        = list(string)

  validation {
    condition     = length(var.reader_role_names) > 0
    error_message = "Somebody can read the secrets."
  }
}

variable "rotation_lambda_arns" {
  description = "Functions that change a secret, by the name of the secret."
  type        = map(string)

  validation {
    condition = alltrue([
      for name in keys(var.rotation_lambda_arns) :
      contains(["application", "redis", "stripe", "smtp", "service-account"], name)
    ])
    error_message = "The secrets are application, redis, stripe, smtp and service-account."
  }
}

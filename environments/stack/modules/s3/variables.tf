variable "name" {
  description = "Prefix of every name, project and environment."
  type        = string
}

variable "versioning_enabled" {
  description = "Keeps versions of videos and static files."
  type        = bool
}

variable "replication_enabled" {
  description = "Copies videos and static files to the recovery region."
  type        = bool
}

variable "force_destroy" {
  description = "Lets buckets be deleted with what is in them."
  type        = bool
}

variable "upload_origins" {
  description = "Web origins whose pages upload files and play videos."
  type        = list(string)

  validation {
    condition     = alltrue([for origin in var.upload_origins : startswith(origin, "https://")])
    error_message = "Origins begin with https://."
  }
}

variable "log_retention_days" {
  description = "Days that access logs are kept."
  type        = number
}

variable "audit_log_retention_days" {
  description = "Days that the trail is kept and cannot be changed."
  type        = number
}

variable "trail_name" {
  description = "Name of the trail that writes to the bucket for it."
  type        = string
}

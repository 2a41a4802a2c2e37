variable "project" {
  description = "Name of the project; the first part of every resource name."
  type        = string
  default     = "social-flow"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.project))
    error_message = "The project is 2 to 16 lower-case letters, digits and hyphens, and starts with a letter."
  }
}

variable "environment" {
  description = "Environment that the stack is for."
  type        = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "The environment is dev, staging or prod."
  }
}

variable "owner" {
  description = "Mailbox of the team that answers for the stack."
  type        = string
  default     = "devops-team@socialflow.com"
}

variable "region" {
  description = "Region of the stack. Personal data stays in the European Union (GDPR data residency)."
  type        = string
  default     = "eu-west-1"

  validation {
    condition     = startswith(var.region, "eu-")
    error_message = "The stack holds personal data and stays in a European region."
  }
}

variable "recovery_region" {
  description = "Second region, for copies of backups and buckets."
  type        = string
  default     = "eu-central-1"

  validation {
    condition     = startswith(var.recovery_region, "eu-") && var.recovery_region != var.region
    error_message = "The recovery region is a European region other than that of the stack."
  }
}

variable "allowed_account_ids" {
  description = "Accounts that Terraform may touch; empty allows any. The pipeline sets it from its own configuration."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for id in var.allowed_account_ids : can(regex("^[0-9]{12}$", id))])
    error_message = "An account id has twelve digits."
  }
}

variable "hosted_zone_name" {
  description = "Public Route 53 zone in which the stack makes its records."
  type        = string
  default     = "socialflow.com"
}

variable "domain_name" {
  description = "Host name that visitors use; CloudFront answers on it."
  type        = string

  validation {
    condition     = endswith(var.domain_name, var.hosted_zone_name)
    error_message = "The domain name lies in the hosted zone."
  }
}

variable "network" {
  description = "VPC: its range, its NAT gateways, the AWS services it reaches privately, and who reaches the load balancer."
  type = object({
    cidr                       = optional(string, "10.0.0.0/16")
    nat_gateway_count          = number
    interface_endpoints        = optional(set(string), [])
    restrict_alb_to_cloudfront = optional(bool, false)
  })

  validation {
    condition     = can(cidrhost(var.network.cidr, 0)) && tonumber(split("/", var.network.cidr)[1]) <= 20
    error_message = "The range is an IPv4 CIDR block of /20 or larger."
  }

  validation {
    condition     = var.network.nat_gateway_count >= 1 && var.network.nat_gateway_count <= 3
    error_message = "There are one to three NAT gateways: one for all zones, or up to one for each."
  }

  validation {
    condition     = var.environment != "prod" || var.network.nat_gateway_count == 3
    error_message = "Production has a NAT gateway in each of its three zones."
  }
}

variable "database" {
  description = "PostgreSQL: engine, size and protection."
  type = object({
    engine_version        = optional(string, "15")
    instance_class        = string
    allocated_storage     = number
    max_allocated_storage = number
    max_connections       = number
    multi_az              = bool
    backup_retention_days = number
    cross_region_backup   = optional(bool, false)
  })

  # The seed names 15.4, which AWS no longer creates, and asks for automatic minor upgrades, which would leave it at
  # once. So the major version is fixed and AWS chooses the minor one.
  validation {
    condition     = tonumber(split(".", var.database.engine_version)[0]) >= 15
    error_message = "PostgreSQL is version 15 or newer."
  }

  validation {
    condition     = var.database.backup_retention_days >= 3 && var.database.backup_retention_days <= 35
    error_message = "Backups are kept for 3 to 35 days."
  }

  validation {
    condition     = var.database.max_allocated_storage > var.database.allocated_storage
    error_message = "Storage can grow: max_allocated_storage is larger than allocated_storage."
  }

  validation {
    condition     = var.environment == "dev" || var.database.multi_az
    error_message = "Outside dev the database has a standby in another zone."
  }
}

variable "cache" {
  description = "Redis: engine, size and protection."
  type = object({
    engine_version          = optional(string, "7.0")
    node_type               = string
    node_count              = number
    auth_enabled            = optional(bool, true)
    snapshot_retention_days = number
  })

  validation {
    condition     = var.cache.node_count >= 1 && var.cache.node_count <= 6
    error_message = "There are one to six nodes: a primary and up to five replicas."
  }

  validation {
    condition     = var.environment == "dev" || (var.cache.node_count >= 2 && var.cache.auth_enabled)
    error_message = "Outside dev Redis has a replica and asks for a password."
  }
}

variable "services" {
  description = "Size and number of the tasks of each service; one that may scale has a max_count above its min_count."
  type = object({
    app    = object({ cpu = number, memory = number, min_count = number, max_count = number })
    worker = object({ cpu = number, memory = number, min_count = number, max_count = number })
    beat   = object({ cpu = number, memory = number })
  })

  validation {
    condition = alltrue([
      for service in [var.services.app, var.services.worker, var.services.beat] :
      contains([256, 512, 1024, 2048, 4096], service.cpu) && service.memory >= 2 * service.cpu && service.memory <= 8 * service.cpu
    ])
    error_message = "Fargate takes 256, 512, 1024, 2048 or 4096 CPU units, with 2 to 8 MB of memory for each."
  }

  validation {
    condition = alltrue([
      for service in [var.services.app, var.services.worker] :
      service.min_count >= 1 && service.max_count >= service.min_count
    ])
    error_message = "At least one task runs, and max_count is not below min_count."
  }
}

variable "image_tag" {
  description = "Version of the backend's image; the same image runs the API, the workers and the scheduler."
  type        = string

  validation {
    condition     = var.image_tag != "latest" && length(var.image_tag) > 0
    error_message = "The tag names one version; \"latest\" does not."
  }
}

variable "cpu_architecture" {
  description = "Processor of the tasks. The seed does not say; ARM64 costs a fifth less on Fargate."
  type        = string
  default     = "ARM64"

  validation {
    condition     = contains(["ARM64", "X86_64"], var.cpu_architecture)
    error_message = "The architecture is ARM64 or X86_64."
  }
}

variable "storage" {
  description = "Buckets: versions, copies in the recovery region, and how long access logs are kept."
  type = object({
    versioning_enabled  = bool
    replication_enabled = optional(bool, false)
    force_destroy       = optional(bool, false)
    log_retention_days  = number
  })

  validation {
    condition     = var.storage.versioning_enabled || !var.storage.replication_enabled
    error_message = "S3 replicates only buckets that keep versions."
  }

  validation {
    condition     = var.environment == "dev" || !var.storage.force_destroy
    error_message = "Only in dev may a bucket be deleted with what is in it."
  }
}

variable "cdn" {
  description = "CloudFront: edge locations and the web ACLs."
  type = object({
    price_class = string
    waf_enabled = optional(bool, false)
  })

  validation {
    condition     = contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.cdn.price_class)
    error_message = "The price class is PriceClass_100, PriceClass_200 or PriceClass_All."
  }
}

variable "secrets" {
  description = "Secrets Manager: recovery, rotation of what RDS does not rotate itself, and who may read."
  type = object({
    recovery_window_days         = number
    deployment_role_name         = optional(string, "social-flow-deployment")
    additional_reader_role_names = optional(list(string), [])
    rotation_lambda_arns         = optional(map(string), {})
  })

  validation {
    condition     = var.secrets.recovery_window_days == 0 || (var.secrets.recovery_window_days >= 7 && var.secrets.recovery_window_days <= 30)
    error_message = "A deleted secret can be recovered for 7 to 30 days, or with 0 not at all."
  }
}

variable "detailed_monitoring" {
  description = "Enhanced Monitoring of the database and Container Insights of the cluster."
  type        = bool
}

variable "deletion_protection" {
  description = "Keeps databases, load balancer and recovery points from being deleted, and makes final snapshots."
  type        = bool

  validation {
    condition     = var.environment == "dev" || var.deletion_protection
    error_message = "Outside dev deletion protection is on."
  }
}

# The seed advises 7 to 30 days for logs and also promises PCI DSS, which wants a year of audit history. So logs of
# programs follow the first and logs of who did what follow the second.
variable "log_retention_days" {
  description = "Days that logs of programs are kept."
  type        = number

  validation {
    condition     = contains([7, 14, 30], var.log_retention_days)
    error_message = "Logs of programs are kept for 7, 14 or 30 days."
  }
}

variable "audit_log_retention_days" {
  description = "Days that flow logs, the trail and web ACL logs are kept."
  type        = number

  validation {
    condition     = contains([7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731], var.audit_log_retention_days)
    error_message = "CloudWatch Logs does not know this number of days."
  }

  validation {
    condition     = var.environment != "prod" || var.audit_log_retention_days >= 365
    error_message = "In production audit logs are kept for a year."
  }
}

variable "kms_deletion_window_days" {
  description = "Days between asking for the deletion of a key and losing it."
  type        = number

  validation {
    condition     = var.kms_deletion_window_days >= 7 && var.kms_deletion_window_days <= 30
    error_message = "The window is 7 to 30 days."
  }
}

variable "alerts" {
  description = "Mailbox of each tier, and the Slack channel for warnings."
  type = object({
    critical_email      = string
    warning_email       = string
    informational_email = string
    slack               = optional(object({ team_id = string, channel_id = string }))
  })

  validation {
    condition = alltrue([
      for email in [var.alerts.critical_email, var.alerts.warning_email, var.alerts.informational_email] :
      can(regex("^[^@ ]+@[^@ ]+$", email))
    ])
    error_message = "Somebody listens to every tier."
  }
}

variable "pagerduty_endpoint" {
  description = "HTTPS address of the PagerDuty integration for critical alarms; its path is a credential, so it comes from the pipeline."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.pagerduty_endpoint == null || startswith(coalesce(var.pagerduty_endpoint, "-"), "https://")
    error_message = "The endpoint begins with https://."
  }
}

variable "monthly_budget_usd" {
  description = "Upper end of what the environment may cost in a month, in US dollars."
  type        = number

  validation {
    condition     = var.monthly_budget_usd > 0
    error_message = "The budget is above zero."
  }
}

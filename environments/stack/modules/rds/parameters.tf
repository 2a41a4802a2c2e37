locals {
  # The first group takes effect at once, the second when the instance restarts.
  dynamic_parameters = {
    "rds.force_ssl"                       = "1"
    "log_min_duration_statement"          = "1000" # milliseconds
    "log_connections"                     = "1"
    "log_disconnections"                  = "1"
    "log_lock_waits"                      = "1"
    "log_statement"                       = "ddl"
    "pg_stat_statements.track"            = "all"
    "effective_cache_size"                = "{DBInstanceClassMemory/10923}" # three quarters, in pages of 8 kB
    "random_page_cost"                    = "1.1"                           # gp3 seeks as fast as it reads on
    "work_mem"                            = "16384"                         # kB
    "maintenance_work_mem"                = "262144"                        # kB
    "idle_in_transaction_session_timeout" = "60000"                         # milliseconds
  }

  static_parameters = {
    "shared_preload_libraries" = "pg_stat_statements"
    "shared_buffers"           = "{DBInstanceClassMemory/32768}" # a quarter, in pages of 8 kB
    "max_connections"          = tostring(var.settings.max_connections)
  }
}

resource "aws_db_parameter_group" "main" {
  name_prefix = "${local.identifier}-"
  family      = "postgres${split(".", var.settings.engine_version)[0]}"
  description = "PostgreSQL of ${var.name}: TLS only, slow queries logged, statements counted"

  dynamic "parameter" {
    for_each = local.dynamic_parameters

    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "immediate"
    }
  }

  dynamic "parameter" {
    for_each = local.static_parameters

    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "pending-reboot"
    }
  }

  # A new major version needs a new family, and the old group is in use until then.
  lifecycle {
    create_before_destroy = true
  }
}

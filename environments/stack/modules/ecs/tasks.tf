# One image, three processes.

locals {
  image         = "${aws_ecr_repository.backend.repository_url}:${var.image_tag}"
  database_user = "social_flow_app"

  processes = {
    app = {
      size         = { cpu = var.services.app.cpu, memory = var.services.app.memory }
      command      = ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", tostring(var.app_port), "--proxy-headers"]
      ports        = [var.app_port]
      stop_timeout = 60
      health_check = "curl --fail --silent http://localhost:${var.app_port}/health || exit 1"
    }
    worker = {
      size         = { cpu = var.services.worker.cpu, memory = var.services.worker.memory }
      command      = ["celery", "--app", "app.worker", "worker", "--loglevel", "INFO"]
      ports        = []
      stop_timeout = 120
      health_check = "celery --app app.worker inspect ping --destination celery@$HOSTNAME || exit 1"
    }
    beat = {
      size         = { cpu = var.services.beat.cpu, memory = var.services.beat.memory }
      command      = ["celery", "--app", "app.worker", "beat", "--schedule", "/tmp/celerybeat-schedule"]
      ports        = []
      stop_timeout = 30
      health_check = null
    }
  }

  # Tasks log in to the database with a token of their role, so that a rotated password does not stop them.
  environment = merge(var.environment, {
    DATABASE_HOST = var.database.host
    DATABASE_PORT = tostring(var.database.port)
    DATABASE_NAME = var.database.name
    DATABASE_USER = local.database_user
    DATABASE_AUTH = "iam"
  })
}

resource "aws_ecs_task_definition" "main" {
  for_each = local.processes

  family                   = "${var.name}-${each.key}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = each.value.size.cpu
  memory                   = each.value.size.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task[each.key].arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.cpu_architecture
  }

  # The only place that the process can write to.
  volume {
    name = "tmp"
  }

  container_definitions = jsonencode([merge(
    {
      name                   = each.key
      image                  = local.image
      command                = each.value.command
      essential              = true
      privileged             = false
      readonlyRootFilesystem = true
      stopTimeout            = each.value.stop_timeout
      environment            = [for name, value in local.environment : { name = name, value = value }]
      secrets                = [for name, secret in var.container_secrets : { name = name, valueFrom = "${secret.arn}:${secret.key}::" }]
      portMappings           = [for port in each.value.ports : { containerPort = port, hostPort = port, protocol = "tcp" }]
      mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }]
      volumesFrom            = []
      linuxParameters        = { initProcessEnabled = true, capabilities = { drop = ["ALL"] } }

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.service[each.key].name
          awslogs-region        = local.region
          awslogs-stream-prefix = each.key
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
    each.value.health_check == null ? null : {
      healthCheck = {
        command     = ["CMD-SHELL", each.value.health_check]
        interval    = 30
        timeout     = 10
        retries     = 3
        startPeriod = 60
      }
    },
  )])
}

resource "aws_cloudwatch_log_group" "service" {
  for_each = toset(["app", "worker", "beat"])

  name              = "/${var.name}/ecs/${each.key}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.logs_key_arn
}

locals {
  # A service scales where its range leaves room. The scheduler never does.
  scaled = {
    for name, service in { app = var.services.app, worker = var.services.worker } :
    name => service if service.max_count > service.min_count
  }

  app_scales    = contains(keys(local.scaled), "app")
  worker_scales = contains(keys(local.scaled), "worker")

  app_metrics = {
    cpu      = { type = "ECSServiceAverageCPUUtilization", target = 70, label = null }
    memory   = { type = "ECSServiceAverageMemoryUtilization", target = 75, label = null }
    requests = { type = "ALBRequestCountPerTarget", target = 1000, label = "${aws_lb.app.arn_suffix}/${aws_lb_target_group.app.arn_suffix}" }
  }

  # Published by the workers: messages that wait, divided by workers.
  queue_metric = {
    namespace = "SocialFlow/Celery"
    name      = "QueueDepthPerWorker"
    target    = 100
  }
}

resource "aws_appautoscaling_target" "main" {
  for_each = local.scaled

  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/${aws_ecs_cluster.main.name}/${each.key == "app" ? aws_ecs_service.app.name : aws_ecs_service.worker.name}"
  min_capacity       = each.value.min_count
  max_capacity       = each.value.max_count
}

# Out after a minute, in after five: too many tasks cost less than too few.
resource "aws_appautoscaling_policy" "app" {
  for_each = { for name, metric in local.app_metrics : name => metric if local.app_scales }

  name               = "${var.name}-app-${each.key}"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.main["app"].service_namespace
  scalable_dimension = aws_appautoscaling_target.main["app"].scalable_dimension
  resource_id        = aws_appautoscaling_target.main["app"].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = each.value.target
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    predefined_metric_specification {
      predefined_metric_type = each.value.type
      resource_label         = each.value.label
    }
  }
}

# The seed gives workers a fixed number and has them scale with the queue: the number is where they start.
resource "aws_appautoscaling_policy" "worker_queue" {
  count = local.worker_scales ? 1 : 0

  name               = "${var.name}-worker-queue"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.main["worker"].service_namespace
  scalable_dimension = aws_appautoscaling_target.main["worker"].scalable_dimension
  resource_id        = aws_appautoscaling_target.main["worker"].resource_id

  target_tracking_scaling_policy_configuration {
    target_value       = local.queue_metric.target
    scale_out_cooldown = 60
    scale_in_cooldown  = 300

    customized_metric_specification {
      namespace   = local.queue_metric.namespace
      metric_name = local.queue_metric.name
      statistic   = "Average"

      dimensions {
        name  = "Service"
        value = aws_ecs_service.worker.name
      }
    }
  }
}

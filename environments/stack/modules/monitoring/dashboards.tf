# Five pages. A page is a list of graphs: a title, a statistic, and metrics as CloudWatch writes them.

locals {
  database_dimension = ["DBInstanceIdentifier", var.database_identifier]
  target_dimensions  = ["TargetGroup", var.target_group, "LoadBalancer", var.load_balancer]

  graphs = {
    infrastructure = [
      { title = "CPU of the services", stat = "Average", region = local.region, metrics = local.service_metrics["CPUUtilization"] },
      { title = "Memory of the services", stat = "Average", region = local.region, metrics = local.service_metrics["MemoryUtilization"] },
      { title = "Running tasks", stat = "SampleCount", region = local.region, metrics = local.service_metrics["CPUUtilization"] },
      { title = "CPU of the database", stat = "Average", region = local.region, metrics = [concat(["AWS/RDS", "CPUUtilization"], local.database_dimension)] },
      { title = "CPU of Redis", stat = "Average", region = local.region, metrics = local.cache_metrics["EngineCPUUtilization"] },
      { title = "Targets", stat = "Maximum", region = local.region, metrics = [
        concat(["AWS/ApplicationELB", "HealthyHostCount"], local.target_dimensions),
        concat(["AWS/ApplicationELB", "UnHealthyHostCount"], local.target_dimensions),
      ] },
    ]

    application = [
      { title = "Requests", stat = "Sum", region = local.region, metrics = [concat(["AWS/ApplicationELB", "RequestCount"], local.target_dimensions)] },
      { title = "Latency", stat = "p95", region = local.region, metrics = [concat(["AWS/ApplicationELB", "TargetResponseTime"], local.target_dimensions)] },
      { title = "Answers with an error", stat = "Sum", region = local.region, metrics = [
        concat(["AWS/ApplicationELB", "HTTPCode_Target_4XX_Count"], local.target_dimensions),
        concat(["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"], local.target_dimensions),
      ] },
      { title = "Errors in the logs", stat = "Sum", region = local.region, metrics = [[local.error_metric.namespace, local.error_metric.name]] },
    ]

    database = [
      for graph in [
        { title = "CPU", metrics = ["CPUUtilization"] },
        { title = "Connections", metrics = ["DatabaseConnections"] },
        { title = "Operations", metrics = ["ReadIOPS", "WriteIOPS"] },
        { title = "Latency", metrics = ["ReadLatency", "WriteLatency"] },
        { title = "Free storage", metrics = ["FreeStorageSpace"] },
        { title = "Free memory", metrics = ["FreeableMemory"] },
        ] : {
        title   = graph.title
        stat    = "Average"
        region  = local.region
        metrics = [for metric in graph.metrics : concat(["AWS/RDS", metric], local.database_dimension)]
      }
    ]

    cache = [
      for title, metric in {
        "CPU"         = "EngineCPUUtilization"
        "Connections" = "CurrConnections"
        "Evictions"   = "Evictions"
        "Hit rate"    = "CacheHitRate"
        "Memory"      = "DatabaseMemoryUsagePercentage"
        "Lag"         = "ReplicationLag"
      } : { title = title, stat = "Average", region = local.region, metrics = local.cache_metrics[metric] }
    ]

    # AWS publishes what a month costs so far in us-east-1 only.
    costs = [
      { title = "Month to date", stat = "Maximum", region = "us-east-1", metrics = [["AWS/Billing", "EstimatedCharges", "Currency", "USD"]] },
      { title = "By service", stat = "Maximum", region = "us-east-1", metrics = [
        for service in ["AmazonRDS", "AmazonElastiCache", "AmazonECS", "AmazonEC2", "AmazonS3", "AmazonCloudFront", "AmazonCloudWatch"] :
        ["AWS/Billing", "EstimatedCharges", "ServiceName", service, "Currency", "USD"]
      ] },
    ]
  }

  service_metrics = {
    for metric in ["CPUUtilization", "MemoryUtilization"] : metric => [
      for service in values(var.service_names) : ["AWS/ECS", metric, "ClusterName", var.cluster_name, "ServiceName", service]
    ]
  }

  cache_metrics = {
    for metric in ["EngineCPUUtilization", "CurrConnections", "Evictions", "CacheHitRate", "DatabaseMemoryUsagePercentage", "ReplicationLag"] :
    metric => [for node in var.cache_node_ids : ["AWS/ElastiCache", metric, "CacheClusterId", node]]
  }
}

resource "aws_cloudwatch_dashboard" "main" {
  for_each = local.graphs

  dashboard_name = "${var.name}-${each.key}"

  # Two graphs in a row of 24 columns.
  dashboard_body = jsonencode({
    widgets = [
      for index, graph in each.value : {
        type   = "metric"
        x      = (index % 2) * 12
        y      = floor(index / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = graph.title
          region  = graph.region
          view    = "timeSeries"
          period  = 300
          stat    = graph.stat
          metrics = graph.metrics
        }
      }
    ]
  })
}

# Two web ACLs with the same rules: one at the edge, for which CloudFront looks in us-east-1, and one at the load
# balancer. The seed names none and promises PCI DSS, which asks for one in front of public applications; at about 20
# dollars a month they stand in production only.

locals {
  waf_count = var.waf_enabled ? 1 : 0

  # Rule groups that AWS maintains, in the order in which they are asked.
  managed_rule_groups = {
    AWSManagedRulesAmazonIpReputationList = 10
    AWSManagedRulesCommonRuleSet          = 20
    AWSManagedRulesKnownBadInputsRuleSet  = 30
    AWSManagedRulesSQLiRuleSet            = 40
  }

  requests_per_address = 2000 # in five minutes
}

resource "aws_wafv2_web_acl" "edge" {
  count    = local.waf_count
  provider = aws.us_east_1

  name        = "${var.name}-edge"
  description = "In front of CloudFront"
  scope       = "CLOUDFRONT"

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = local.managed_rule_groups

    content {
      name     = rule.key
      priority = rule.value

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.key
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = true
        metric_name                = rule.key
      }
    }
  }

  rule {
    name     = "RateLimit"
    priority = 50

    action {
      block {}
    }

    statement {
      rate_based_statement {
        aggregate_key_type = "IP"
        limit              = local.requests_per_address
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
      metric_name                = "RateLimit"
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = true
    metric_name                = "${var.name}-edge"
  }
}

# Behind CloudFront every request comes from CloudFront, so a limit by address would hit everybody at once.
resource "aws_wafv2_web_acl" "load_balancer" {
  count = local.waf_count

  name        = "${var.name}-load-balancer"
  description = "In front of the load balancer"
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = local.managed_rule_groups

    content {
      name     = rule.key
      priority = rule.value

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.key
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = true
        metric_name                = rule.key
      }
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = true
    metric_name                = "${var.name}-load-balancer"
  }
}

resource "aws_wafv2_web_acl_association" "load_balancer" {
  count = local.waf_count

  resource_arn = var.alb_arn
  web_acl_arn  = aws_wafv2_web_acl.load_balancer[0].arn
}

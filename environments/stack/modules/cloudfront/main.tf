# One distribution in front of everything: static files by default, /videos/* and /api/*.

locals {
  api_origin = "api"

  # Buckets, and their copies where there are any. CloudFront turns to the copy when the original answers with these
  # errors to GET, HEAD or OPTIONS; an API has no second origin, and other methods never fail over.
  buckets        = merge(var.origins, { for name, replica in var.replicas : "${name}-replica" => replica })
  failover_codes = [500, 502, 503, 504]

  # What a behaviour points at: the group of original and copy, or the original alone.
  targets = {
    for name in keys(var.origins) : name => contains(keys(var.replicas), name) ? "${name}-with-failover" : name
  }
}

resource "aws_cloudfront_distribution" "main" {
  comment             = var.name
  enabled             = true
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  price_class         = var.price_class
  aliases             = [var.domain_name]
  default_root_object = "index.html"
  web_acl_id          = one(aws_wafv2_web_acl.edge[*].arn)

  dynamic "origin" {
    for_each = local.buckets

    content {
      origin_id                = origin.key
      domain_name              = origin.value.domain_name
      origin_access_control_id = aws_cloudfront_origin_access_control.s3.id
    }
  }

  origin {
    origin_id   = local.api_origin
    domain_name = var.alb_domain_name

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      origin_read_timeout    = 60
    }
  }

  dynamic "origin_group" {
    for_each = var.replicas

    content {
      origin_id = "${origin_group.key}-with-failover"

      failover_criteria {
        status_codes = local.failover_codes
      }

      member {
        origin_id = origin_group.key
      }

      member {
        origin_id = "${origin_group.key}-replica"
      }
    }
  }

  default_cache_behavior {
    target_origin_id           = local.targets["static"]
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = aws_cloudfront_cache_policy.main["static"].id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.security.id
  }

  ordered_cache_behavior {
    path_pattern               = "/videos/*"
    target_origin_id           = local.targets["videos"]
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = aws_cloudfront_cache_policy.main["videos"].id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.security.id
  }

  # A redirect would turn a POST into a GET, so the API refuses plain HTTP.
  ordered_cache_behavior {
    path_pattern               = "/api/*"
    target_origin_id           = local.api_origin
    viewer_protocol_policy     = "https-only"
    allowed_methods            = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = aws_cloudfront_cache_policy.main["api"].id
    origin_request_policy_id   = aws_cloudfront_origin_request_policy.api.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.security.id
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate_validation.main.certificate_arn
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
}

resource "aws_cloudfront_origin_access_control" "s3" {
  name                              = "${var.name}-s3"
  description                       = "Signs what CloudFront asks of the buckets of ${var.name}"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

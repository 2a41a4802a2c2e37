locals {
  # Seconds. With every time at zero nothing is cached, and CloudFront then accepts no compression settings either.
  cache_times = {
    static = { default = 86400, max = 31536000 }
    videos = { default = 3600, max = 86400 }
    api    = { default = 0, max = 0 }
  }
}

# The seed forwards query strings. In the cache key of static files they would store one file many times, so only the
# API gets them, through its origin request policy.
resource "aws_cloudfront_cache_policy" "main" {
  for_each = local.cache_times

  name        = "${var.name}-${each.key}"
  comment     = "${each.key} of ${var.name}"
  min_ttl     = 0
  default_ttl = each.value.default
  max_ttl     = each.value.max

  parameters_in_cache_key_and_forwarded_to_origin {
    enable_accept_encoding_gzip   = each.value.max > 0
    enable_accept_encoding_brotli = each.value.max > 0

    cookies_config {
      cookie_behavior = "none"
    }

    headers_config {
      header_behavior = "none"
    }

    query_strings_config {
      query_string_behavior = "none"
    }
  }
}

# Everything but the Host header: the load balancer's certificate is for its own name.
resource "aws_cloudfront_origin_request_policy" "api" {
  name    = "${var.name}-api"
  comment = "Requests to the API of ${var.name}"

  cookies_config {
    cookie_behavior = "all"
  }

  headers_config {
    header_behavior = "allExcept"

    headers {
      items = ["host"]
    }
  }

  query_strings_config {
    query_string_behavior = "all"
  }
}

resource "aws_cloudfront_response_headers_policy" "security" {
  name    = "${var.name}-security"
  comment = "Security headers of ${var.name}"

  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 63072000
      include_subdomains         = true
      preload                    = true
      override                   = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "strict-origin-when-cross-origin"
      override        = true
    }
  }
}

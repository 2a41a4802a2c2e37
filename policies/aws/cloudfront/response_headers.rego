# METADATA
# title: Pages carry security headers
# description: HSTS, content-type and framing headers make browsers refuse whole classes of attacks, and one policy at
#   the edge covers every page.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html
# custom:
#   id: CF-014
#   severity: low
#   domain: hygiene
#   resources: [aws_cloudfront_distribution]
#   attributes: []
#   presence: [default_cache_behavior.response_headers_policy_id]
#   remediation: Set `response_headers_policy_id` to the managed policy SecurityHeadersPolicy or one of your own.
#   parameters: [cloudfront.response_headers]
package aws.cloudfront.response_headers

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.cloudfront.response_headers
	some resource in input.resources.aws_cloudfront_distribution
	not values.is_set(resource, "default_cache_behavior.response_headers_policy_id")
	attribute := "default_cache_behavior.response_headers_policy_id"
	msg := "the default behaviour has no response headers policy"
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

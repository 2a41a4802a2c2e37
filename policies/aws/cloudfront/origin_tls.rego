# METADATA
# title: Traffic to origins is encrypted
# description: HTTPS that ends at the edge leaves the longer half of the way in clear.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html
# custom:
#   id: CF-002
#   control: cloudfront-origin-tls
#   severity: medium
#   domain: encryption
#   resources: [aws_cloudfront_distribution]
#   attributes: [
#     "origin[].origin_id", "origin[].custom_origin_config.origin_protocol_policy",
#     default_cache_behavior.viewer_protocol_policy, "ordered_cache_behavior[].viewer_protocol_policy"
#   ]
#   controls:
#     aws-fsbp: ["CloudFront.9"]
#     nist-800-53-r5: [
#       "AC-17(2)", "AC-4", "IA-5(1)", "SC-12(3)", "SC-13", "SC-23", "SC-23(3)", "SC-7(4)", "SC-8", "SC-8(1)",
#       "SC-8(2)", "SI-7(6)"
#     ]
#     pci-dss-4.0: ["1.2.5", "2.2.5", "2.2.7", "4.2.1", "4.2.1.1", "8.3.2"]
#     iso27001-2022: ["A.8.24"]
#   remediation: Set `origin_protocol_policy = "https-only"` in every `custom_origin_config`.
package aws.cloudfront.origin_tls

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_cloudfront_distribution
	some index, origin in resource.values.origin
	origin.custom_origin_config.origin_protocol_policy == "http-only"
	msg := sprintf("origin %s is reached over plain HTTP", [origin.origin_id])
	finding := {"address": resource.address, "attribute": _attribute(index), "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_cloudfront_distribution
	_allows_http(resource)
	some index, origin in resource.values.origin
	origin.custom_origin_config.origin_protocol_policy == "match-viewer"
	msg := sprintf("origin %s is reached over plain HTTP when the viewer comes so", [origin.origin_id])
	finding := {"address": resource.address, "attribute": _attribute(index), "msg": msg}
}

_attribute(index) := sprintf("origin[%d].custom_origin_config.origin_protocol_policy", [index])

_allows_http(resource) if resource.values.default_cache_behavior.viewer_protocol_policy == "allow-all"

_allows_http(resource) if {
	some behavior in resource.values.ordered_cache_behavior
	behavior.viewer_protocol_policy == "allow-all"
}

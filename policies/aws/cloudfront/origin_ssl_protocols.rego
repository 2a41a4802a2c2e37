# METADATA
# title: Origins are reached with TLS 1.2
# description: SSLv3, TLS 1.0 and TLS 1.1 have known weaknesses, and a connection falls back to them when they are
#   offered.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html
# custom:
#   id: CF-003
#   control: cloudfront-origin-ssl-protocols
#   severity: low
#   domain: encryption
#   resources: [aws_cloudfront_distribution]
#   attributes: ["origin[].origin_id", "origin[].custom_origin_config.origin_ssl_protocols"]
#   controls:
#     aws-fsbp: ["CloudFront.10"]
#     nist-800-53-r5: [
#       "AC-17(2)", "AC-4", "IA-5(1)", "SC-12(3)", "SC-13", "SC-23", "SC-7(4)", "SC-8", "SC-8(1)", "SC-8(2)",
#       "SI-7(6)"
#     ]
#     pci-dss-4.0: ["1.2.5", "2.2.5", "2.2.7", "4.2.1", "4.2.1.1", "8.3.2"]
#   remediation: Set `origin_ssl_protocols = ["TLSv1.2"]`.
package aws.cloudfront.origin_ssl_protocols

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_cloudfront_distribution
	some index, origin in resource.values.origin
	some protocol in origin.custom_origin_config.origin_ssl_protocols
	protocol in {"SSLv3", "TLSv1", "TLSv1.1"}
	attribute := sprintf("origin[%d].custom_origin_config.origin_ssl_protocols", [index])
	msg := sprintf("origin %s may be reached with %s", [origin.origin_id, protocol])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

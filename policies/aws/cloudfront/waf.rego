# METADATA
# title: Distributions stand behind a web ACL
# description: It is the place to stop floods, scanners and the attack of the day before they reach anything of yours.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html
# custom:
#   id: CF-008
#   control: cloudfront-waf
#   severity: medium
#   domain: least-privilege
#   resources: [aws_cloudfront_distribution]
#   attributes: []
#   presence: [web_acl_id]
#   controls:
#     aws-fsbp: ["CloudFront.6"]
#     nist-800-53-r5: ["AC-4(21)"]
#     pci-dss-4.0: ["1.2.8", "1.3.1", "1.3.2", "1.4.2", "1.5.1", "6.4.1", "6.4.2", "A1.1.3"]
#   remediation: Set `web_acl_id` to the ARN of an `aws_wafv2_web_acl` with scope CLOUDFRONT.
#   parameters: [cloudfront.waf]
package aws.cloudfront.waf

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.cloudfront.waf
	some resource in input.resources.aws_cloudfront_distribution
	not values.is_set(resource, "web_acl_id")
	finding := {"address": resource.address, "attribute": "web_acl_id", "msg": "no web ACL is attached"}
}

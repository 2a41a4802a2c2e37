# METADATA
# title: A second origin takes over
# description: An origin group answers reads from another bucket or region when the first origin fails; writes are not
#   retried, so environments ask for it explicitly.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
# custom:
#   id: CF-012
#   control: cloudfront-origin-failover
#   severity: low
#   domain: resilience
#   resources: [aws_cloudfront_distribution]
#   attributes: [origin_group]
#   controls:
#     aws-fsbp: ["CloudFront.4"]
#     nist-800-53-r5: ["CP-10", "SC-36", "SC-5(2)", "SI-13(5)"]
#     iso27001-2022: ["A.8.14"]
#   remediation: Add an `origin_group` with a second origin and the failover status codes.
#   parameters: [cloudfront.origin_failover]
package aws.cloudfront.origin_failover

import rego.v1

deny contains finding if {
	data.parameters.cloudfront.origin_failover
	some resource in input.resources.aws_cloudfront_distribution
	count(object.get(resource.values, "origin_group", [])) == 0
	finding := {"address": resource.address, "attribute": "origin_group", "msg": "there is no origin group"}
}

# METADATA
# title: Requests to distributions are logged
# description: The edge sees attacks and errors that never reach the origin.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html
# custom:
#   id: CF-007
#   control: cloudfront-logging
#   severity: medium
#   domain: observability
#   resources: [aws_cloudfront_distribution]
#   attributes: []
#   presence: [logging_config]
#   controls:
#     aws-fsbp: ["CloudFront.5"]
#     nist-800-53-r5: [
#       "AC-2(4)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12", "AU-2", "AU-3", "AU-6(3)", "AU-6(4)", "CA-7",
#       "SC-7(9)", "SI-3(8)", "SI-4(20)", "SI-7(8)"
#     ]
#     pci-dss-4.0: [
#       "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.3", "10.2.1.4", "10.2.1.5", "10.2.1.6", "10.2.1.7", "10.2.2",
#       "10.3.1", "10.6.3", "5.3.4", "A1.2.1"
#     ]
#     soc2: ["cc_a_1_1", "pi_1_2"]
#     iso27001-2022: ["A.8.15", "A.8.16"]
#   remediation: Add `logging_config`, or an `aws_cloudwatch_log_delivery_source` with its destination.
#   parameters: [cloudfront.logging]
package aws.cloudfront.logging

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.cloudfront.logging
	some resource in input.resources.aws_cloudfront_distribution
	not values.is_set(resource, "logging_config")
	count(values.names(resource) & _delivered) == 0
	finding := {"address": resource.address, "attribute": "logging_config", "msg": "access logging is off"}
}

# standard logging version 2 is a delivery source of its own
_delivered contains name if {
	some source in input.resources.aws_cloudwatch_log_delivery_source
	some name in values.targets(source, "resource_arn")
}

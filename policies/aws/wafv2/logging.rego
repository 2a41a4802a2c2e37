# METADATA
# title: Web ACLs log requests
# description: The log shows what was blocked and why, and what was not.
# related_resources:
# - https://docs.aws.amazon.com/waf/latest/developerguide/logging.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html
# custom:
#   id: WAF-002
#   control: waf-logging
#   severity: medium
#   domain: observability
#   resources: [aws_wafv2_web_acl]
#   attributes: []
#   presence: [logging_configuration]
#   controls:
#     aws-fsbp: ["WAF.11"]
#     nist-800-53-r5: [
#       "AC-4(26)", "AU-10", "AU-12", "AU-2", "AU-3", "AU-6(3)", "AU-6(4)", "CA-7", "SC-7(10)", "SC-7(9)", "SI-7(8)"
#     ]
#     pci-dss-4.0: [
#       "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.3", "10.2.1.4", "10.2.1.5", "10.2.1.6", "10.2.1.7", "10.2.2",
#       "10.3.1", "10.6.3", "5.3.4", "A1.2.1"
#     ]
#     soc2: ["cc_a_1_1", "pi_1_2"]
#     iso27001-2022: ["A.8.15", "A.8.16"]
#   remediation: Add an `aws_wafv2_web_acl_logging_configuration` with `resource_arn` of the web ACL.
#   parameters: [wafv2.logging]
package aws.wafv2.logging

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.wafv2.logging
	some resource in input.resources.aws_wafv2_web_acl
	not values.is_set(resource, "logging_configuration")
	finding := {"address": resource.address, "attribute": "logging_configuration", "msg": "requests are not logged"}
}

# METADATA
# title: Load balancers drop invalid headers
# description: Headers that two servers read differently are how requests are smuggled past checks.
# related_resources:
# - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
# custom:
#   id: ELB-005
#   control: alb-drop-invalid-headers
#   severity: medium
#   domain: least-privilege
#   resources: [aws_lb]
#   attributes: [drop_invalid_header_fields, load_balancer_type]
#   controls:
#     aws-fsbp: ["ELB.4"]
#     nist-800-53-r5: ["SC-7(4)", "SC-8(2)"]
#   remediation: Set `drop_invalid_header_fields = true`.
package aws.elbv2.drop_invalid_headers

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_lb
	object.get(resource.values, "load_balancer_type", "application") == "application"
	not numbers.yes(object.get(resource.values, "drop_invalid_header_fields", false))
	msg := "invalid headers are passed on"
	finding := {"address": resource.address, "attribute": "drop_invalid_header_fields", "msg": msg}
}

# METADATA
# title: Load balancers guard against request desync
# description: In monitor mode a request that front and back read differently is passed on.
# related_resources:
# - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
# custom:
#   id: ELB-006
#   control: alb-desync
#   severity: medium
#   domain: least-privilege
#   resources: [aws_lb]
#   attributes: [desync_mitigation_mode, load_balancer_type]
#   controls:
#     aws-fsbp: ["ELB.12"]
#     nist-800-53-r5: ["AC-4(21)", "CA-9(1)", "CM-2"]
#   remediation: Set `desync_mitigation_mode = "defensive"`, the default, or `"strictest"`.
package aws.elbv2.desync

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_lb
	object.get(resource.values, "load_balancer_type", "application") == "application"
	resource.values.desync_mitigation_mode == "monitor"
	msg := "ambiguous requests are only counted"
	finding := {"address": resource.address, "attribute": "desync_mitigation_mode", "msg": msg}
}

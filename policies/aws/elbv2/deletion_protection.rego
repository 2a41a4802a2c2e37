# METADATA
# title: Load balancers are protected from deletion
# description: A load balancer that is deleted by mistake comes back under another name, and everything that points at
#   it is down.
# related_resources:
# - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
# custom:
#   id: ELB-004
#   control: alb-deletion-protection
#   severity: medium
#   domain: resilience
#   resources: [aws_lb]
#   attributes: [enable_deletion_protection]
#   controls:
#     aws-fsbp: ["ELB.6"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2", "CM-2(2)", "CM-3", "SC-5(2)"]
#     hipaa: ["164_308_a_1_ii_b"]
#   remediation: Set `enable_deletion_protection = true`.
#   parameters: [elbv2.deletion_protection]
package aws.elbv2.deletion_protection

import rego.v1

import data.lib.numbers

deny contains finding if {
	data.parameters.elbv2.deletion_protection
	some resource in input.resources.aws_lb
	not numbers.yes(object.get(resource.values, "enable_deletion_protection", false))
	msg := "the load balancer can be deleted by mistake"
	finding := {"address": resource.address, "attribute": "enable_deletion_protection", "msg": msg}
}

# METADATA
# title: Target groups check the health of their targets
# description: Without checks the load balancer keeps sending requests to targets that are down.
# related_resources:
# - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
# custom:
#   id: ELB-009
#   severity: medium
#   domain: resilience
#   resources: [aws_lb_target_group]
#   attributes: [health_check.enabled, target_type]
#   remediation: Remove `enabled = false` from `health_check`, and name the `path` that tells whether the program
#     works.
package aws.elbv2.health_check

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_lb_target_group
	not object.get(resource.values, "target_type", "instance") == "lambda"
	resource.values.health_check.enabled == false
	msg := "health checks are switched off"
	finding := {"address": resource.address, "attribute": "health_check.enabled", "msg": msg}
}

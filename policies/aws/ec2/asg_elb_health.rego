# METADATA
# title: Load-balanced groups replace what the balancer finds sick
# description: By default a group replaces only instances that are dead, and keeps those that run and answer nothing.
# related_resources:
# - https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
# custom:
#   id: EC2-009
#   control: asg-elb-health
#   severity: low
#   domain: resilience
#   resources: [aws_autoscaling_group]
#   attributes: [health_check_type]
#   presence: [load_balancers, target_group_arns, traffic_source]
#   controls:
#     aws-fsbp: ["AutoScaling.1"]
#     nist-800-53-r5: ["CA-7", "CP-2(2)", "SI-2"]
#   remediation: Set `health_check_type = "ELB"` and a `health_check_grace_period`.
package aws.ec2.asg_elb_health

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_autoscaling_group
	_balanced(resource)
	kind := object.get(resource.values, "health_check_type", "EC2")
	not contains(kind, "ELB")
	msg := sprintf("the group is load-balanced, and its health check is %s", [kind])
	finding := {"address": resource.address, "attribute": "health_check_type", "msg": msg}
}

_balanced(resource) if {
	some path in {"load_balancers", "target_group_arns", "traffic_source"}
	values.length(resource, path) > 0
}

_balanced(resource) if {
	some path in {"load_balancers", "target_group_arns", "traffic_source"}
	values.is_unknown(resource, path)
}

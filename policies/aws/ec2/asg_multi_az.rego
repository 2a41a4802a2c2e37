# METADATA
# title: Auto Scaling groups span several zones
# description: A group in one zone cannot replace its instances when the zone fails.
# related_resources:
# - https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html
# custom:
#   id: EC2-008
#   control: asg-multi-az
#   severity: medium
#   domain: resilience
#   resources: [aws_autoscaling_group]
#   attributes: [availability_zones, vpc_zone_identifier]
#   controls:
#     aws-fsbp: ["AutoScaling.2"]
#     nist-800-53-r5: ["CP-10", "CP-2(2)", "CP-6(2)", "SC-36", "SC-5(2)", "SI-13(5)"]
#     iso27001-2022: ["A.8.14"]
#   remediation: List subnets of at least two zones in `vpc_zone_identifier`.
package aws.ec2.asg_multi_az

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_autoscaling_group
	some attribute in {"availability_zones", "vpc_zone_identifier"}
	values.length(resource, attribute) == 1
	msg := "the group has a single zone or subnet"
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

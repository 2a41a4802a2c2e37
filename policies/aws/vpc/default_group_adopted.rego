# METADATA
# title: The default security group of a VPC is taken over
# description: AWS makes one in every VPC, open among its members and to the outside; whatever is launched without a
#   group of its own lands in it.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
# custom:
#   id: VPC-010
#   control: vpc-default-sg-closed
#   severity: high
#   domain: least-privilege
#   resources: [aws_vpc]
#   attributes: [default_security_group_id]
#   controls:
#     aws-fsbp: ["EC2.2"]
#     cis-aws-6.0: ["6.5"]
#     nist-800-53-r5: ["AC-4", "AC-4(21)", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(21)", "SC-7(4)", "SC-7(5)"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Add an `aws_default_security_group` with `vpc_id` of this VPC and no `ingress` or `egress` blocks.
package aws.vpc.default_group_adopted

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_vpc
	count(values.names(resource) & _adopted) == 0
	msg := "the default security group keeps the rules that AWS gave it"
	finding := {"address": resource.address, "attribute": "default_security_group_id", "msg": msg}
}

# VPCs whose default group the document shows: rule SG-001 judges it.
_adopted contains vpc if {
	some group in input.resources.aws_default_security_group
	some vpc in values.targets(group, "vpc_id")
}

# This is how a live account lists it.
_adopted contains vpc if {
	some group in input.resources.aws_security_group
	group.values.name == "default"
	some vpc in values.targets(group, "vpc_id")
}

# METADATA
# title: The default security group admits nothing
# description: Whatever is launched without a group of its own lands in the default one; empty, it cuts such a mistake
#   off instead of connecting it.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
# custom:
#   id: SG-001
#   control: vpc-default-sg-closed
#   severity: high
#   domain: least-privilege
#   resources: [aws_default_security_group, aws_security_group]
#   attributes: [ingress, egress, name]
#   controls:
#     aws-fsbp: ["EC2.2"]
#     cis-aws-6.0: ["6.5"]
#     nist-800-53-r5: ["AC-4", "AC-4(21)", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(21)", "SC-7(4)", "SC-7(5)"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Keep `aws_default_security_group` without `ingress` and `egress` blocks, and give workloads groups of
#     their own.
package aws.sg.default_closed

import rego.v1

deny contains finding if {
	some resource in _default_groups
	some attribute, blocks in {
		"ingress": object.get(resource.values, "ingress", []),
		"egress": object.get(resource.values, "egress", []),
	}
	count(blocks) > 0
	msg := sprintf("the default security group has %d %s rule(s)", [count(blocks), attribute])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_default_groups contains resource if some resource in input.resources.aws_default_security_group

# This is how a live account lists it.
_default_groups contains resource if {
	some resource in input.resources.aws_security_group
	resource.values.name == "default"
}

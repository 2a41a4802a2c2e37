# METADATA
# title: Security groups and their inbound rules say what they are for
# description: A rule that nobody can explain is never removed; the description is the only place that AWS keeps the
#   reason.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: SG-016
#   severity: low
#   domain: hygiene
#   resources: [aws_security_group, aws_vpc_security_group_ingress_rule, aws_security_group_rule]
#   attributes: [description, type]
#   presence: ["ingress[].description"]
#   remediation: Set `description` on the group and on each inbound rule.
package aws.sg.described

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_security_group
	_says_nothing(resource)
	msg := "the group's description does not say what it is for"
	finding := {"address": resource.address, "attribute": "description", "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_security_group
	some index, block in resource.values.ingress
	object.get(block, "description", "") == ""
	attribute := sprintf("ingress[%d].description", [index])
	not values.is_unknown(resource, attribute)
	finding := {"address": resource.address, "attribute": attribute, "msg": "the inbound rule has no description"}
}

deny contains finding if {
	some resource in input.resources.aws_vpc_security_group_ingress_rule
	not values.is_set(resource, "description")
	finding := {"address": resource.address, "attribute": "description", "msg": "the inbound rule has no description"}
}

deny contains finding if {
	some resource in input.resources.aws_security_group_rule
	resource.values.type == "ingress"
	not values.is_set(resource, "description")
	finding := {"address": resource.address, "attribute": "description", "msg": "the inbound rule has no description"}
}

_says_nothing(resource) if not values.is_set(resource, "description")

# What the provider writes when there is none.
_says_nothing(resource) if resource.values.description in {"", "Managed by Terraform"}

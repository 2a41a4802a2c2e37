# METADATA
# title: Only web ports are open to the internet
# description: What faces the internet should be a decision; any other port that is open to the world is more often a
#   leftover.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: SG-005
#   control: sg-authorized-ports-only
#   severity: high
#   domain: least-privilege
#   resources: [
#     aws_security_group, aws_default_security_group, aws_security_group_rule, aws_vpc_security_group_ingress_rule
#   ]
#   attributes: [
#     "ingress[].protocol", "ingress[].from_port", "ingress[].to_port", "ingress[].cidr_blocks",
#     "ingress[].ipv6_cidr_blocks", type, protocol, ip_protocol, from_port, to_port, cidr_blocks, ipv6_cidr_blocks,
#     cidr_ipv4, cidr_ipv6
#   ]
#   controls:
#     aws-fsbp: ["EC2.18"]
#     nist-800-53-r5: ["AC-4", "AC-4(21)", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(21)", "SC-7(4)", "SC-7(5)"]
#   remediation: Admit the groups or ranges that need the port, or put a load balancer in front that serves 80 and
#     443.
#   parameters: [sg.public_ports]
package aws.sg.authorized_ports_only

import rego.v1

import data.lib.network

deny contains finding if {
	some rule in network.ingress
	_has_known_ports(rule)
	not network.within(rule, data.parameters.sg.public_ports)
	some source in rule.cidrs
	network.is_world(source.cidr)
	allowed := concat(", ", [sprintf("%d", [port]) | some port in data.parameters.sg.public_ports])
	msg := sprintf("%s open to %s, only %s may be", [network.ports(rule), source.cidr, allowed])
	finding := {"address": rule.address, "attribute": source.attribute, "msg": msg}
}

_has_known_ports(rule) if network.all_protocols(rule)

_has_known_ports(rule) if {
	network.has_ports(rule)
	rule.from <= rule.to
}

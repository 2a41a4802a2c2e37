# METADATA
# title: Inbound rules do not admit very wide public ranges
# description: A range with tens of thousands of public addresses belongs to many strangers, so it is hardly better
#   than the whole internet.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: SG-014
#   control: sg-no-wide-public-cidr
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
#     soc2: ["cc_6_6"]
#     iso27001-2022: ["A.8.1", "A.8.20", "A.8.21", "A.8.22"]
#   remediation: List the addresses that need access, or use a managed prefix list (`prefix_list_id`).
#   parameters: [sg.public_ports, sg.shortest_public_prefix]
package aws.sg.wide_public_range

import rego.v1

import data.lib.network

deny contains finding if {
	some rule in network.ingress
	not network.within(rule, data.parameters.sg.public_ports)
	some source in rule.cidrs
	_is_wide(source.cidr)
	msg := sprintf("%s open to %s, a very wide public range", [network.ports(rule), source.cidr])
	finding := {"address": rule.address, "attribute": source.attribute, "msg": msg}
}

# The whole world is the subject of the rules about ports.
_is_wide(cidr) if {
	network.is_cidr(cidr)
	not contains(cidr, ":")
	not network.is_world(cidr)
	not network.is_private(cidr)
	network.prefix(cidr) < data.parameters.sg.shortest_public_prefix
}

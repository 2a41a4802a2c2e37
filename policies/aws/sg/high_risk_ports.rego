# METADATA
# title: High-risk ports are not open to the internet
# description: These are the ports of databases, remote shells, file shares and development servers, which attackers
#   try first and which seldom check who calls.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: SG-006
#   control: sg-no-high-risk-ports
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
#     aws-fsbp: ["EC2.19"]
#     nist-800-53-r5: [
#       "AC-4", "AC-4(21)", "CA-9(1)", "CM-2", "CM-2(2)", "CM-7", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(21)",
#       "SC-7(4)", "SC-7(5)"
#     ]
#     soc2: ["cc_6_6"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Admit the groups or ranges that need the port instead of the world.
#   parameters: [sg.high_risk_ports]
package aws.sg.high_risk_ports

import rego.v1

import data.lib.network

deny contains finding if {
	some port in data.parameters.sg.high_risk_ports
	some open in network.open_to_world(port)
	not network.covers_all_ports(open)
	finding := {"address": open.address, "attribute": open.attribute, "msg": network.opening(open, port)}
}

deny contains finding if {
	some rule in network.ingress
	network.covers_all_ports(rule)
	some source in rule.cidrs
	network.is_world(source.cidr)
	msg := sprintf("%s, the high-risk ones among them, open to %s", [network.ports(rule), source.cidr])
	finding := {"address": rule.address, "attribute": source.attribute, "msg": msg}
}

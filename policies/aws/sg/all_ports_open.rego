# METADATA
# title: No security group opens every port to the internet
# description: A group that admits everything from everywhere leaves each service on the host to defend itself.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: SG-004
#   control: sg-no-open-all-ports
#   severity: critical
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
#     cis-aws-6.0: ["6.3", "6.4"]
#     soc2: ["cc_6_6"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Write one rule for each port that is served, and admit the groups or ranges that need it.
package aws.sg.all_ports_open

import rego.v1

import data.lib.network

deny contains finding if {
	some rule in network.ingress
	network.covers_all_ports(rule)
	some source in rule.cidrs
	network.is_world(source.cidr)
	msg := sprintf("%s open to %s", [network.ports(rule), source.cidr])
	finding := {"address": rule.address, "attribute": source.attribute, "msg": msg}
}

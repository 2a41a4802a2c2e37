# METADATA
# title: Redis is not open to the internet
# description: Redis trusts its network; an open one is emptied or turned into a foothold within hours.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: SG-008
#   control: sg-no-open-redis
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
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Admit the security group of the application (`referenced_security_group_id`) instead of the world.
package aws.sg.redis_open

import rego.v1

import data.lib.network

deny contains finding if {
	some open in network.open_to_world(6379)
	finding := {"address": open.address, "attribute": open.attribute, "msg": network.opening(open, 6379)}
}

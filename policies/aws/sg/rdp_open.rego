# METADATA
# title: Remote Desktop is not open to the internet
# description: Port 3389 is where ransomware most often comes in.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: SG-003
#   control: sg-no-open-3389
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
#     aws-fsbp: ["EC2.14"]
#     cis-aws-6.0: ["6.3", "6.4"]
#     soc2: ["cc_6_6"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Use Fleet Manager or a VPN, or admit the range that administers instead of the world.
package aws.sg.rdp_open

import rego.v1

import data.lib.network

deny contains finding if {
	some open in network.open_to_world(3389)
	finding := {"address": open.address, "attribute": open.attribute, "msg": network.opening(open, 3389)}
}

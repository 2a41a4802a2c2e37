# METADATA
# title: SSH is not open to the internet
# description: Port 22 is scanned within minutes; one weak password or unpatched server then gives a shell inside the
#   network.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html
# custom:
#   id: SG-002
#   control: sg-no-open-22
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
#     aws-fsbp: ["EC2.13"]
#     cis-aws-6.0: ["6.3", "6.4"]
#     nist-800-53-r5: ["AC-4", "AC-4(21)", "CM-7", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(21)", "SC-7(4)", "SC-7(5)"]
#     pci-dss-4.0: ["1.2.8", "1.3.1", "1.3.2", "1.4.2", "1.5.1", "A1.1.3"]
#     hipaa: ["164_308_a_1_ii_b", "164_312_e_1"]
#     soc2: ["cc_6_6", "cc_7_2"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Use Session Manager, or admit the range that administers instead of the world.
package aws.sg.ssh_open

import rego.v1

import data.lib.network

deny contains finding if {
	some open in network.open_to_world(22)
	finding := {"address": open.address, "attribute": open.attribute, "msg": network.opening(open, 22)}
}

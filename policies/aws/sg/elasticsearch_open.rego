# METADATA
# title: Elasticsearch and Kibana are not open to the internet
# description: The API reads and deletes every index, and small installations have no login.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: SG-011
#   control: sg-no-open-elasticsearch
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
package aws.sg.elasticsearch_open

import rego.v1

import data.lib.network

deny contains finding if {
	some port in [9200, 9300, 5601]
	some open in network.open_to_world(port)
	finding := {"address": open.address, "attribute": open.attribute, "msg": network.opening(open, port)}
}

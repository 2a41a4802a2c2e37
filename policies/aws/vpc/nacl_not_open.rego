# METADATA
# title: Network ACLs do not admit everything from everywhere
# description: An ACL that allows all traffic from the internet guards nothing.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
# custom:
#   id: VPC-005
#   control: vpc-nacl-no-open-any
#   severity: high
#   domain: least-privilege
#   resources: [aws_network_acl, aws_default_network_acl]
#   attributes: ["ingress[].action", "ingress[].protocol", "ingress[].cidr_block", "ingress[].ipv6_cidr_block"]
#   controls:
#     cis-aws-6.0: ["6.2"]
#     hipaa: ["164_308_a_1_ii_b", "164_312_e_1"]
#     soc2: ["cc_6_6"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Replace the rule by `ingress` rules for the protocols and ports that are served, and the ephemeral
#     ports for replies.
package aws.vpc.nacl_not_open

import rego.v1

import data.lib.network

deny contains finding if {
	some type in {"aws_network_acl", "aws_default_network_acl"}
	some resource in input.resources[type]
	some index, block in resource.values.ingress
	block.action == "allow"
	rule := network.normal(block)
	network.all_protocols(rule)
	some source in rule.cidrs
	network.is_world(source.cidr)
	attribute := sprintf("ingress[%d].%s", [index, source.attribute])
	msg := sprintf("every port and protocol is allowed from %s", [source.cidr])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

# METADATA
# title: Network ACLs keep SSH and RDP off the internet
# description: The ACL is the last line when a security group is opened by mistake, and administration ports are what
#   scanners try first.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
# custom:
#   id: VPC-004
#   control: vpc-nacl-no-open-admin-22
#   severity: medium
#   domain: least-privilege
#   resources: [aws_network_acl, aws_default_network_acl]
#   attributes: [
#     "ingress[].action", "ingress[].rule_no", "ingress[].protocol", "ingress[].from_port", "ingress[].to_port",
#     "ingress[].cidr_block", "ingress[].ipv6_cidr_block"
#   ]
#   controls:
#     aws-fsbp: ["EC2.21"]
#     cis-aws-6.0: ["6.2"]
#     nist-800-53-r5: ["AC-4(21)", "CA-9(1)", "CM-2", "CM-2(2)", "CM-7", "SC-7", "SC-7(21)", "SC-7(5)"]
#     soc2: ["cc_6_6"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Narrow the `ingress` rule to the addresses that administer, or put a `deny` for ports 22 and 3389
#     with a lower `rule_no` before it.
package aws.vpc.nacl_admin_ports

import rego.v1

import data.lib.network
import data.lib.numbers

deny contains finding if {
	some type in {"aws_network_acl", "aws_default_network_acl"}
	some resource in input.resources[type]
	some index, block in resource.values.ingress
	block.action == "allow"
	rule := network.normal(block)
	some source in rule.cidrs
	network.is_world(source.cidr)
	some port in [22, 3389]
	network.covers(rule, port)
	not _return_traffic(rule)
	not _denied_before(resource, block, source, port)
	attribute := sprintf("ingress[%d].%s", [index, source.attribute])
	msg := network.opening(object.union(rule, source), port)
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

# An ACL keeps no state, so replies come in on the ephemeral ports, and 3389 is one of them.
_return_traffic(rule) if {
	rule.from >= 1024
	rule.to >= 60999
}

_denied_before(resource, allowed, source, port) if {
	some block in resource.values.ingress
	block.action == "deny"
	numbers.number(block.rule_no) < numbers.number(allowed.rule_no)
	block[source.attribute] == source.cidr
	network.covers(network.normal(block), port)
}

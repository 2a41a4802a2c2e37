# METADATA
# title: Security groups of databases and caches do not open all outbound traffic
# description: A database answers connections and hardly ever opens one, so free egress mostly serves whoever wants to
#   carry data out.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
# custom:
#   id: SG-015
#   severity: low
#   domain: least-privilege
#   resources: [aws_security_group]
#   attributes: [
#     "ingress[].protocol", "ingress[].from_port", "ingress[].to_port", "egress[].protocol", "egress[].from_port",
#     "egress[].to_port", "egress[].cidr_blocks", "egress[].ipv6_cidr_blocks"
#   ]
#   remediation: Remove the outbound rule; replies to inbound connections are always allowed.
#   parameters: [sg.data_ports]
package aws.sg.data_tier_egress

import rego.v1

import data.lib.network

deny contains finding if {
	some resource in input.resources.aws_security_group
	_serves_data(resource)
	some index, block in resource.values.egress
	rule := network.normal(block)
	network.covers_all_ports(rule)
	some source in rule.cidrs
	network.is_world(source.cidr)
	attribute := sprintf("egress[%d].%s", [index, source.attribute])
	msg := sprintf("a data store's group lets %s out to %s", [network.ports(rule), source.cidr])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

# It admits nothing but a database's or a cache's port.
_serves_data(resource) if {
	count(resource.values.ingress) > 0
	every block in resource.values.ingress {
		network.within(network.normal(block), data.parameters.sg.data_ports)
	}
}

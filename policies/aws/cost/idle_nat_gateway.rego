# METADATA
# title: Every NAT gateway has a route through it
# description: A gateway that no route table leads to costs about 33 dollars a month, and its address 3.65 more, for nothing.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html
# custom:
#   id: COST-025
#   severity: low
#   domain: cost
#   resources: [aws_nat_gateway]
#   attributes: [connectivity_type]
#   remediation: Route a private subnet's traffic through it (`nat_gateway_id` in a route), or remove it.
package aws.cost.idle_nat_gateway

import rego.v1

import data.lib.values

deny contains finding if {
	some gateway in input.resources.aws_nat_gateway
	count(values.names(gateway) & _used) == 0
	msg := "no route leads through the gateway"
	finding := {"address": gateway.address, "attribute": "connectivity_type", "msg": msg}
}

# whatever refers to a gateway is taken to use it
_used contains name if {
	some type
	some user in input.resources[type]
	some path
	some name in user.references[path]
}

_used contains name if {
	some type in {"aws_route_table", "aws_default_route_table"}
	some table in input.resources[type]
	some route in table.values.route
	name := route.nat_gateway_id
}

_used contains name if {
	some route in input.resources.aws_route
	name := route.values.nat_gateway_id
}

# METADATA
# title: Every zone has a NAT gateway of its own
# description: With one shared gateway a zone that fails takes the way out of all others with it, and traffic between
#   zones is billed.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
# custom:
#   id: COST-002
#   severity: medium
#   domain: resilience
#   resources: [aws_nat_gateway]
#   attributes: [availability_mode]
#   remediation: Make one `aws_nat_gateway` in a public subnet of each zone, and one private route table per zone.
#   parameters: [cost.nat_gateway_per_zone]
package aws.cost.nat_gateway_per_zone

import rego.v1

deny contains finding if {
	data.parameters.cost.nat_gateway_per_zone
	addresses := sort([gateway.address | some gateway in input.resources.aws_nat_gateway])
	zones := {subnet.values.availability_zone | some subnet in input.resources.aws_subnet}
	count(addresses) < count(zones)
	not _regional
	address := addresses[0]
	msg := sprintf("%d NAT gateways for %d availability zones", [count(addresses), count(zones)])
	finding := {"address": address, "attribute": "availability_mode", "msg": msg}
}

# a regional gateway grows into every zone by itself
_regional if {
	some gateway in input.resources.aws_nat_gateway
	gateway.values.availability_mode == "regional"
}

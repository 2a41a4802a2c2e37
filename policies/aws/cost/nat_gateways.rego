# METADATA
# title: No more NAT gateways than the environment needs
# description: Each costs about 33 dollars a month before the first byte, and its public address 3.65 more.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
# custom:
#   id: COST-001
#   severity: medium
#   domain: cost
#   resources: [aws_nat_gateway]
#   attributes: [connectivity_type]
#   remediation: Share one gateway between the zones of a development environment (`single_nat_gateway = true`).
#   parameters: [cost.maximum_nat_gateways]
package aws.cost.nat_gateways

import rego.v1

deny contains finding if {
	ceiling := data.parameters.cost.maximum_nat_gateways
	addresses := sort([gateway.address | some gateway in input.resources.aws_nat_gateway])
	count(addresses) > ceiling
	some position, address in addresses
	position >= ceiling
	msg := sprintf("%d NAT gateways, at most %d are allowed", [count(addresses), ceiling])
	finding := {"address": address, "attribute": "connectivity_type", "msg": msg}
}

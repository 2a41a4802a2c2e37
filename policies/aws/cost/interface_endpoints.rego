# METADATA
# title: No more interface endpoints than the environment needs
# description: Each costs 7.30 dollars a month in every zone; in a small environment they can cost more than the NAT
#   gateway they relieve.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
# custom:
#   id: COST-015
#   severity: low
#   domain: cost
#   resources: [aws_vpc_endpoint]
#   attributes: [vpc_endpoint_type]
#   remediation: Keep the endpoints that carry most traffic, and the gateway endpoints of S3 and DynamoDB, which are
#     free.
#   parameters: [cost.maximum_interface_endpoints]
package aws.cost.interface_endpoints

import rego.v1

deny contains finding if {
	ceiling := data.parameters.cost.maximum_interface_endpoints
	addresses := sort([endpoint.address |
		some endpoint in input.resources.aws_vpc_endpoint
		endpoint.values.vpc_endpoint_type == "Interface"
	])
	count(addresses) > ceiling
	some position, address in addresses
	position >= ceiling
	msg := sprintf("%d interface endpoints, at most %d are allowed", [count(addresses), ceiling])
	finding := {"address": address, "attribute": "vpc_endpoint_type", "msg": msg}
}

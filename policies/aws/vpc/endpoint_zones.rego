# METADATA
# title: Interface endpoints span several Availability Zones
# description: When the only zone of an endpoint fails, the AWS service behind it is out of reach for every zone.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
# custom:
#   id: VPC-008
#   control: vpc-endpoint-multi-az
#   severity: medium
#   domain: resilience
#   resources: [aws_vpc_endpoint]
#   attributes: [vpc_endpoint_type, subnet_ids]
#   controls:
#     iso27001-2022: ["A.8.14", "A.8.20", "A.8.21", "A.8.22"]
#   remediation: List a subnet of each zone in `subnet_ids`.
#   parameters: [vpc.endpoint_zones]
package aws.vpc.endpoint_zones

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_vpc_endpoint
	resource.values.vpc_endpoint_type == "Interface"
	subnets := values.length(resource, "subnet_ids")
	minimum := data.parameters.vpc.endpoint_zones
	subnets < minimum
	msg := sprintf("the endpoint has %d subnet(s), at least %d are required", [subnets, minimum])
	finding := {"address": resource.address, "attribute": "subnet_ids", "msg": msg}
}

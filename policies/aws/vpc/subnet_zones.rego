# METADATA
# title: Subnets of a VPC span several Availability Zones
# description: One zone can fail as a whole; databases, load balancers and services can only survive that where
#   subnets in another zone exist.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
# custom:
#   id: VPC-003
#   control: vpc-subnets-multi-az
#   severity: medium
#   domain: resilience
#   resources: [aws_subnet]
#   attributes: [availability_zone, availability_zone_id]
#   presence: [vpc_id]
#   controls:
#     iso27001-2022: ["A.8.14", "A.8.20", "A.8.21", "A.8.22"]
#   remediation: Spread the subnets with `availability_zone =
#     data.aws_availability_zones.available.names[count.index]`.
#   parameters: [vpc.minimum_zones]
package aws.vpc.subnet_zones

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_subnet
	some vpc in values.targets(resource, "vpc_id")
	vpc in _vpcs
	not vpc in _undecided
	zones := count(_zones[vpc])
	minimum := data.parameters.vpc.minimum_zones
	zones < minimum
	msg := sprintf("the VPC's subnets lie in %d zone(s), at least %d are required", [zones, minimum])
	finding := {"address": resource.address, "attribute": _attribute(resource), "msg": msg}
}

# Only a VPC of this document is judged: another may have subnets that the document does not show.
_vpcs contains name if {
	some resource in input.resources.aws_vpc
	some name in values.names(resource)
}

# VPC to its zones, as {"aws_vpc.main": {"eu-west-1a": true}}.
_zones := object.union_n([{vpc: {zone: true}} |
	some resource in input.resources.aws_subnet
	some vpc in values.targets(resource, "vpc_id")
	zone := _zone(resource)
])

# VPCs with a subnet whose zone AWS picks, or that is known only after apply.
_undecided contains vpc if {
	some resource in input.resources.aws_subnet
	not resource.values.availability_zone
	not resource.values.availability_zone_id
	some vpc in values.targets(resource, "vpc_id")
}

_zone(resource) := resource.values.availability_zone

_zone(resource) := resource.values.availability_zone_id if not resource.values.availability_zone

_attribute(resource) := "availability_zone" if resource.values.availability_zone

_attribute(resource) := "availability_zone_id" if {
	not resource.values.availability_zone
	resource.values.availability_zone_id
}

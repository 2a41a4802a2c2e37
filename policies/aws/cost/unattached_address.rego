# METADATA
# title: Public addresses are in use
# description: Every public IPv4 address costs 3.65 dollars a month, attached or not.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html
# custom:
#   id: COST-013
#   severity: low
#   domain: cost
#   resources: [aws_eip]
#   attributes: [domain]
#   presence: [instance, network_interface, association_id]
#   remediation: Attach the `aws_eip`, or remove it.
package aws.cost.unattached_address

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_eip
	not values.is_set(resource, "instance")
	not values.is_set(resource, "network_interface")
	not values.is_set(resource, "association_id")
	count(values.names(resource) & _used) == 0
	msg := "nothing uses the address"
	finding := {"address": resource.address, "attribute": "domain", "msg": msg}
}

# whatever refers to an address is taken to use it
_used contains name if {
	some type
	some user in input.resources[type]
	some path
	some name in user.references[path]
}

_used contains name if {
	some gateway in input.resources.aws_nat_gateway
	name := gateway.values.allocation_id
}

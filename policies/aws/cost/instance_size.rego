# METADATA
# title: Instances are not larger than the environment needs
# description: Every step up doubles the price; a size copied from production is the commonest surprise on the bill.
# related_resources:
# - https://aws.amazon.com/ec2/instance-types/
# custom:
#   id: COST-005
#   severity: medium
#   domain: cost
#   resources: [aws_instance, aws_launch_template]
#   attributes: [instance_type]
#   remediation: Choose a smaller `instance_type`, or raise the ceiling of the environment in its parameters.
#   parameters: [cost.maximum_instance_size]
package aws.cost.instance_size

import rego.v1

import data.lib.sizes

deny contains finding if {
	ceiling := data.parameters.cost.maximum_instance_size
	some type in {"aws_instance", "aws_launch_template"}
	some resource in input.resources[type]
	sizes.rank(resource.values.instance_type) > sizes.rank(ceiling)
	msg := sprintf("%s is larger than %s", [resource.values.instance_type, ceiling])
	finding := {"address": resource.address, "attribute": "instance_type", "msg": msg}
}

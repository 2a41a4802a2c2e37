# METADATA
# title: Databases are not larger than the environment needs
# description: Every step up doubles the price; a size copied from production is the commonest surprise on the bill.
# related_resources:
# - https://aws.amazon.com/rds/instance-types/
# custom:
#   id: COST-003
#   severity: medium
#   domain: cost
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   attributes: [instance_class]
#   remediation: Choose a smaller `instance_class`, or raise the ceiling of the environment in its parameters.
#   parameters: [cost.maximum_rds_size]
package aws.cost.database_size

import rego.v1

import data.lib.sizes

deny contains finding if {
	ceiling := data.parameters.cost.maximum_rds_size
	some type in {"aws_db_instance", "aws_rds_cluster_instance"}
	some resource in input.resources[type]
	sizes.rank(resource.values.instance_class) > sizes.rank(ceiling)
	msg := sprintf("%s is larger than %s", [resource.values.instance_class, ceiling])
	finding := {"address": resource.address, "attribute": "instance_class", "msg": msg}
}

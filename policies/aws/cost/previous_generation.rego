# METADATA
# title: No previous-generation instance types
# description: They cost as much or more than their successors, are slower, and will not be there for ever.
# related_resources:
# - https://aws.amazon.com/ec2/previous-generation/
# custom:
#   id: COST-006
#   severity: low
#   domain: cost
#   resources: [
#     aws_instance, aws_launch_template, aws_db_instance, aws_rds_cluster_instance,
#     aws_elasticache_replication_group, aws_elasticache_cluster
#   ]
#   attributes: [instance_type, instance_class, node_type]
#   remediation: "Move to the successor: t2 to t3 or t4g, m4 to m6g, r3 and r4 to r6g."
#   parameters: [cost.previous_families]
package aws.cost.previous_generation

import rego.v1

import data.lib.sizes

deny contains finding if {
	some [type, attribute] in _classes
	some resource in input.resources[type]
	class := object.get(resource.values, attribute, "")
	family := sizes.family(class)
	family in data.parameters.cost.previous_families
	msg := sprintf("%s is a previous generation", [class])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_classes := [
	["aws_instance", "instance_type"],
	["aws_launch_template", "instance_type"],
	["aws_db_instance", "instance_class"],
	["aws_rds_cluster_instance", "instance_class"],
	["aws_elasticache_replication_group", "node_type"],
	["aws_elasticache_cluster", "node_type"],
]

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
	some type in {"aws_instance", "aws_launch_template"}
	some resource in input.resources[type]
	class := resource.values.instance_type
	_previous(class)
	finding := {"address": resource.address, "attribute": "instance_type", "msg": _message(class)}
}

deny contains finding if {
	some type in {"aws_db_instance", "aws_rds_cluster_instance"}
	some resource in input.resources[type]
	class := resource.values.instance_class
	_previous(class)
	finding := {"address": resource.address, "attribute": "instance_class", "msg": _message(class)}
}

deny contains finding if {
	some type in {"aws_elasticache_replication_group", "aws_elasticache_cluster"}
	some resource in input.resources[type]
	class := resource.values.node_type
	_previous(class)
	finding := {"address": resource.address, "attribute": "node_type", "msg": _message(class)}
}

_previous(class) if {
	family := sizes.family(class)
	family in data.parameters.cost.previous_families
}

_message(class) := sprintf("%s is a previous generation", [class])

# METADATA
# title: Nothing would cost less on ARM
# description: Graviton does the same work for less. How much less differs by service, from a twentieth of a cache to a fifth of a task; the figure is that of the price book.
# related_resources:
# - https://docs.aws.amazon.com/whitepapers/latest/aws-graviton2-for-isv/what-is-aws-graviton2.html
# custom:
#   id: COST-026
#   severity: low
#   domain: cost
#   resources: [
#     aws_db_instance, aws_ecs_service, aws_elasticache_cluster, aws_elasticache_replication_group, aws_instance,
#     aws_lambda_function
#   ]
#   attributes: [instance_class, task_definition, node_type, instance_type, architectures]
#   advisory: true
#   remediation: Take the family that the finding names. Images of containers have to be built for ARM; databases and caches need no change.
#   parameters: [cost.priced, cost.smallest_saving]
package aws.cost.arm_saving

import rego.v1

import data.lib.numbers

deny contains finding if {
	data.parameters.cost.priced
	some type, attribute in _attributes
	some resource in input.resources[type]
	some saving in resource.cost.savings
	saving.kind == "arm"
	numbers.number(saving.monthly) >= data.parameters.cost.smallest_saving
	msg := sprintf("%s would save $%s a month, %s %%", [saving.change, saving.monthly, saving.percent])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_attributes := {
	"aws_db_instance": "instance_class",
	"aws_ecs_service": "task_definition",
	"aws_elasticache_cluster": "node_type",
	"aws_elasticache_replication_group": "node_type",
	"aws_instance": "instance_type",
	"aws_lambda_function": "architectures",
}

# METADATA
# title: Scaling stops at a ceiling that the environment can pay
# description: A retry storm or a bug scales as readily as demand does; the maximum is what bounds the bill.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
# custom:
#   id: COST-010
#   severity: medium
#   domain: cost
#   resources: [aws_appautoscaling_target, aws_autoscaling_group]
#   attributes: [service_namespace, max_capacity, max_size]
#   remediation: Lower `max_capacity`, or raise the ceiling of the environment in its parameters.
#   parameters: [cost.maximum_task_count, cost.maximum_group_size]
package aws.cost.scaling_ceiling

import rego.v1

import data.lib.numbers

deny contains finding if {
	ceiling := data.parameters.cost.maximum_task_count
	some resource in input.resources.aws_appautoscaling_target
	resource.values.service_namespace == "ecs"
	tasks := numbers.number(resource.values.max_capacity)
	tasks > ceiling
	msg := sprintf("it may scale to %d tasks, at most %d are allowed", [tasks, ceiling])
	finding := {"address": resource.address, "attribute": "max_capacity", "msg": msg}
}

deny contains finding if {
	ceiling := data.parameters.cost.maximum_group_size
	some resource in input.resources.aws_autoscaling_group
	instances := numbers.number(resource.values.max_size)
	instances > ceiling
	msg := sprintf("it may scale to %d instances, at most %d are allowed", [instances, ceiling])
	finding := {"address": resource.address, "attribute": "max_size", "msg": msg}
}

# METADATA
# title: Services do not run more tasks than the environment needs
# description: Each task is paid by the second whether it has work or not.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html
# custom:
#   id: COST-009
#   severity: medium
#   domain: cost
#   resources: [aws_ecs_service]
#   attributes: [desired_count]
#   remediation: Lower `desired_count`, or raise the ceiling of the environment in its parameters.
#   parameters: [cost.maximum_desired_count]
package aws.cost.desired_count

import rego.v1

import data.lib.numbers

deny contains finding if {
	ceiling := data.parameters.cost.maximum_desired_count
	some resource in input.resources.aws_ecs_service
	tasks := numbers.number(resource.values.desired_count)
	tasks > ceiling
	msg := sprintf("%d tasks are desired, at most %d are allowed", [tasks, ceiling])
	finding := {"address": resource.address, "attribute": "desired_count", "msg": msg}
}

# METADATA
# title: Failed deployments roll back by themselves
# description: Without it ECS keeps starting tasks that cannot run, until somebody notices.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
# custom:
#   id: ECS-011
#   severity: medium
#   domain: resilience
#   resources: [aws_ecs_service]
#   attributes: [
#     deployment_circuit_breaker.enable, deployment_circuit_breaker.rollback, deployment_controller.type,
#     alarms.enable, alarms.rollback
#   ]
#   remediation: Add `deployment_circuit_breaker { enable = true, rollback = true }`.
package aws.ecs.circuit_breaker

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_ecs_service
	_deployed_by_ecs(resource)
	not _rolls_back(object.get(resource.values, "deployment_circuit_breaker", {}))
	not _rolls_back(object.get(resource.values, "alarms", {}))
	msg := "a failed deployment is not rolled back"
	finding := {"address": resource.address, "attribute": "deployment_circuit_breaker", "msg": msg}
}

_deployed_by_ecs(resource) if {
	controller := object.get(resource.values, "deployment_controller", {})
	object.get(controller, "type", "ECS") == "ECS"
}

_rolls_back(block) if {
	numbers.yes(block.enable)
	numbers.yes(block.rollback)
}

# METADATA
# title: Tasks have a role of their own
# description: Without a task role a program that calls AWS ends up with the rights of its host, or with keys in its
#   environment.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
# custom:
#   id: ECS-012
#   severity: low
#   domain: least-privilege
#   resources: [aws_ecs_task_definition]
#   attributes: []
#   presence: [task_role_arn]
#   remediation: Set `task_role_arn` to an `aws_iam_role` with what the program needs, even if that is nothing yet.
package aws.ecs.task_role

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_ecs_task_definition
	not values.is_set(resource, "task_role_arn")
	finding := {"address": resource.address, "attribute": "task_role_arn", "msg": "the task has no role of its own"}
}

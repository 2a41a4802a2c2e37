# METADATA
# title: The scheduler runs exactly once
# description: Two Celery beats send every periodic job twice; none sends none. A service is taken for one when its
#   name has the word "beat".
# related_resources:
# - https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html
# custom:
#   id: COST-016
#   severity: medium
#   domain: resilience
#   resources: [aws_ecs_service]
#   attributes: [name, desired_count]
#   remediation: Set `desired_count = 1` and no scaling target.
package aws.cost.single_scheduler

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_ecs_service
	regex.match(`(^|[-_])beat($|[-_])`, lower(resource.values.name))
	tasks := numbers.number(object.get(resource.values, "desired_count", 0))
	tasks != 1
	msg := sprintf("the scheduler is to run %d times", [tasks])
	finding := {"address": resource.address, "attribute": "desired_count", "msg": msg}
}

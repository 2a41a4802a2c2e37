# METADATA
# title: Sessions in containers are logged
# description: ECS Exec gives a shell in production; what was typed there should be on record.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
# custom:
#   id: ECS-010
#   severity: medium
#   domain: observability
#   resources: [aws_ecs_cluster]
#   attributes: [configuration.execute_command_configuration.logging]
#   remediation: Set `logging = "OVERRIDE"` with a `log_configuration`, or `"DEFAULT"` to use the task's own log
#     driver.
package aws.ecs.exec_logging

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_ecs_cluster
	configuration := resource.values.configuration.execute_command_configuration
	configuration.logging == "NONE"
	attribute := "configuration.execute_command_configuration.logging"
	finding := {"address": resource.address, "attribute": attribute, "msg": "sessions in containers are not logged"}
}

# METADATA
# title: A slow log does not stop the application
# description: In blocking mode a program hangs on every line while CloudWatch is slow or out of reach.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
# custom:
#   id: ECS-013
#   control: ecs-logging-nonblocking
#   severity: low
#   domain: observability
#   resources: [aws_ecs_task_definition]
#   attributes: ["container_definitions[].logConfiguration.options.mode"]
#   controls:
#     iso27001-2022: ["A.8.15"]
#   remediation: Set `mode = "non-blocking"` and a `max-buffer-size` in the options of the log driver.
package aws.ecs.log_blocking

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_ecs_task_definition
	some index, container in resource.values.container_definitions
	container.logConfiguration.options.mode == "blocking"
	attribute := sprintf("container_definitions[%d].logConfiguration.options.mode", [index])
	msg := sprintf("container %v waits for its log", [object.get(container, "name", index)])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

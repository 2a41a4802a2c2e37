# METADATA
# title: Every container sends its logs somewhere
# description: Without a log driver what a container wrote is gone with the task.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
# custom:
#   id: ECS-005
#   control: ecs-logging
#   severity: high
#   domain: observability
#   resources: [aws_ecs_task_definition]
#   attributes: ["container_definitions[].logConfiguration.logDriver"]
#   controls:
#     aws-fsbp: ["ECS.9"]
#     pci-dss-4.0: [
#       "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.3", "10.2.1.4", "10.2.1.5", "10.2.1.6", "10.2.1.7", "10.2.2",
#       "10.3.1", "10.6.3", "5.3.4", "A1.2.1"
#     ]
#     soc2: ["cc_a_1_1"]
#     iso27001-2022: ["A.8.15"]
#   remediation: Add a `logConfiguration` with `logDriver = "awslogs"` and a log group to each container.
package aws.ecs.logging

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_ecs_task_definition
	some index, container in resource.values.container_definitions
	not _has_driver(container)
	attribute := sprintf("container_definitions[%d].logConfiguration.logDriver", [index])
	msg := sprintf("container %v has no log driver", [object.get(container, "name", index)])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_has_driver(container) if {
	driver := container.logConfiguration.logDriver
	not driver in {"", "none"}
}

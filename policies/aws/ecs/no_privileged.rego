# METADATA
# title: Containers are not privileged
# description: A privileged container is root on its host, and with that on every container beside it.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
# custom:
#   id: ECS-002
#   control: ecs-no-privileged
#   severity: high
#   domain: least-privilege
#   resources: [aws_ecs_task_definition]
#   attributes: ["container_definitions[].privileged"]
#   controls:
#     aws-fsbp: ["ECS.4"]
#     nist-800-53-r5: ["AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-5", "AC-6"]
#     pci-dss-4.0: ["7.2.1", "7.2.2", "7.2.3"]
#   remediation: Remove `privileged = true`; add single capabilities in `linuxParameters` where one is needed.
package aws.ecs.no_privileged

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_ecs_task_definition
	some index, container in resource.values.container_definitions
	numbers.yes(container.privileged)
	attribute := sprintf("container_definitions[%d].privileged", [index])
	msg := sprintf("container %v is privileged", [object.get(container, "name", index)])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

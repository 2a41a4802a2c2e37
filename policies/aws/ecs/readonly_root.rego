# METADATA
# title: Containers have a read-only root filesystem
# description: An intruder cannot change the program or leave tools behind where nothing can be written.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
# custom:
#   id: ECS-003
#   control: ecs-readonly-rootfs
#   severity: high
#   domain: hygiene
#   resources: [aws_ecs_task_definition]
#   attributes: ["container_definitions[].readonlyRootFilesystem", runtime_platform.operating_system_family]
#   controls:
#     aws-fsbp: ["ECS.5"]
#     nist-800-53-r5: ["AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-5", "AC-6"]
#     pci-dss-4.0: [
#       "10.3.2", "10.6.3", "3.5.1.3", "7.2.1", "7.2.2", "7.2.5", "7.2.6", "7.3.1", "7.3.2", "7.3.3", "8.2.7",
#       "8.2.8", "8.3.4", "A1.1.2", "A3.4.1"
#     ]
#   remediation: Set `readonlyRootFilesystem = true`, and mount a `volume` on the folders that the program writes to,
#     such as `/tmp`.
package aws.ecs.readonly_root

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_ecs_task_definition
	not _on_windows(resource)
	some index, container in resource.values.container_definitions
	not numbers.yes(object.get(container, "readonlyRootFilesystem", false))
	attribute := sprintf("container_definitions[%d].readonlyRootFilesystem", [index])
	msg := sprintf("container %v can write to its root filesystem", [object.get(container, "name", index)])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

# Windows containers do not have the setting.
_on_windows(resource) if startswith(resource.values.runtime_platform.operating_system_family, "WINDOWS")

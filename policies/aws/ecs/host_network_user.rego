# METADATA
# title: Containers on the host's network do not run as root
# description: On the host's network a container reaches the instance's own credentials; as root it can also listen
#   in.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-host.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
# custom:
#   id: ECS-007
#   control: ecs-host-network-user
#   severity: high
#   domain: least-privilege
#   resources: [aws_ecs_task_definition]
#   attributes: [network_mode, "container_definitions[].user", "container_definitions[].privileged"]
#   controls:
#     aws-fsbp: ["ECS.1"]
#     nist-800-53-r5: ["AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-5", "AC-6"]
#     pci-dss-4.0: ["7.2.1", "7.2.2", "7.2.3"]
#   remediation: Set `network_mode = "awsvpc"`, or name a non-root `user` in each container.
package aws.ecs.host_network_user

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_ecs_task_definition
	resource.values.network_mode == "host"
	some index, container in resource.values.container_definitions
	not numbers.yes(object.get(container, "privileged", false))
	user := sprintf("%v", [object.get(container, "user", "root")])
	regex.match(`^(root|0+|)(:.*)?$`, user)
	attribute := sprintf("container_definitions[%d].user", [index])
	msg := sprintf("container %v runs as root on the host's network", [object.get(container, "name", index)])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

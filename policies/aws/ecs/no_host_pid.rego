# METADATA
# title: Tasks do not share the host's processes
# description: With `pid_mode = "host"` a container sees, and may disturb, every process of its host.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
# custom:
#   id: ECS-006
#   control: ecs-no-host-pid
#   severity: high
#   domain: least-privilege
#   resources: [aws_ecs_task_definition]
#   attributes: [pid_mode]
#   controls:
#     aws-fsbp: ["ECS.3"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2"]
#     pci-dss-4.0: ["1.4.5"]
#   remediation: Remove `pid_mode`, or set it to `"task"`.
package aws.ecs.no_host_pid

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_ecs_task_definition
	resource.values.pid_mode == "host"
	finding := {"address": resource.address, "attribute": "pid_mode", "msg": "the task shares the host's processes"}
}

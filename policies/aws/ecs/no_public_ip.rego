# METADATA
# title: Tasks get no public address
# description: Tasks belong in private subnets behind a load balancer; a public address lets the internet reach them
#   directly.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
# custom:
#   id: ECS-001
#   control: ecs-no-public-ip
#   severity: high
#   domain: least-privilege
#   resources: [aws_ecs_service, aws_ecs_task_set]
#   attributes: [network_configuration.assign_public_ip]
#   controls:
#     aws-fsbp: ["ECS.2"]
#     nist-800-53-r5: [
#       "AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(20)",
#       "SC-7(21)", "SC-7(3)", "SC-7(4)", "SC-7(9)"
#     ]
#   remediation: Set `assign_public_ip = false` in `network_configuration`, and use private subnets with a NAT gateway
#     or endpoints.
package aws.ecs.no_public_ip

import rego.v1

import data.lib.numbers

deny contains finding if {
	some type in {"aws_ecs_service", "aws_ecs_task_set"}
	some resource in input.resources[type]
	numbers.yes(resource.values.network_configuration.assign_public_ip)
	attribute := "network_configuration.assign_public_ip"
	finding := {"address": resource.address, "attribute": attribute, "msg": "every task gets a public address"}
}

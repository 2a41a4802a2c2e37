# METADATA
# title: Fargate services run the latest platform
# description: An old platform version no longer gets security patches of its kernel and container runtime.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
# custom:
#   id: ECS-008
#   control: ecs-fargate-latest
#   severity: medium
#   domain: hygiene
#   resources: [aws_ecs_service]
#   attributes: [platform_version]
#   controls:
#     aws-fsbp: ["ECS.10"]
#     nist-800-53-r5: ["SI-2", "SI-2(2)", "SI-2(4)", "SI-2(5)"]
#     pci-dss-4.0: ["6.3.3"]
#   remediation: Remove `platform_version`, or set it to `"LATEST"`.
package aws.ecs.platform_version

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_ecs_service
	version := resource.values.platform_version
	not version in {"LATEST", "1.4.0"}
	msg := sprintf("platform version %s is not the latest", [version])
	finding := {"address": resource.address, "attribute": "platform_version", "msg": msg}
}

# METADATA
# title: Clusters have Container Insights
# description: It records CPU, memory, restarts and disk of each service and task, without which a failing deployment
#   is hard to explain.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContainerInsights.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
# custom:
#   id: ECS-009
#   control: ecs-container-insights
#   severity: medium
#   domain: observability
#   resources: [aws_ecs_cluster]
#   attributes: ["setting[].name", "setting[].value"]
#   controls:
#     aws-fsbp: ["ECS.12"]
#     nist-800-53-r5: ["AU-6(3)", "AU-6(4)", "CA-7", "SI-2"]
#   remediation: Add a `setting` block with `name = "containerInsights"` and `value = "enhanced"` (or `"enabled"`).
#   parameters: [ecs.container_insights]
package aws.ecs.container_insights

import rego.v1

deny contains finding if {
	data.parameters.ecs.container_insights
	some resource in input.resources.aws_ecs_cluster
	not _on(resource)
	finding := {"address": resource.address, "attribute": "setting", "msg": "Container Insights is not on"}
}

_on(resource) if {
	some setting in resource.values.setting
	setting.name == "containerInsights"
	setting.value in {"enabled", "enhanced"}
}

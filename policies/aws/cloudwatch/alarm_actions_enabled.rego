# METADATA
# title: Alarm actions are switched on
# description: Actions are switched off for a maintenance and then forgotten.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
# custom:
#   id: CW-006
#   control: alarm-actions-enabled
#   severity: high
#   domain: observability
#   resources: [aws_cloudwatch_metric_alarm, aws_cloudwatch_composite_alarm]
#   attributes: [actions_enabled]
#   controls:
#     nist-800-53-r5: ["AU-6(1)", "AU-6(5)", "CA-7", "SI-2", "SI-4(12)"]
#   remediation: Remove `actions_enabled = false`.
package aws.cloudwatch.alarm_actions_enabled

import rego.v1

deny contains finding if {
	some type in {"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"}
	some resource in input.resources[type]
	resource.values.actions_enabled == false
	finding := {"address": resource.address, "attribute": "actions_enabled", "msg": "the actions are switched off"}
}

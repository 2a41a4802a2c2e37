# METADATA
# title: Alarms tell somebody
# description: An alarm without an action only changes colour on a page that nobody watches.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
# custom:
#   id: CW-005
#   control: alarm-has-actions
#   severity: high
#   domain: observability
#   resources: [aws_cloudwatch_metric_alarm, aws_cloudwatch_composite_alarm]
#   attributes: [alarm_name]
#   presence: [alarm_actions, alarm_rule]
#   controls:
#     nist-800-53-r5: ["AU-6(1)", "AU-6(5)", "CA-7", "IR-4(1)", "IR-4(5)", "SI-2", "SI-20", "SI-4(12)", "SI-4(5)"]
#     pci-dss-4.0: [
#       "10.2.1.1", "10.4.1", "10.4.1.1", "10.4.2", "10.4.3", "10.6.3", "10.7.1", "10.7.2", "11.5.2", "11.6.1",
#       "12.10.5", "A3.3.1", "A3.5.1"
#     ]
#   remediation: Set `alarm_actions = [aws_sns_topic.alerts.arn]`.
package aws.cloudwatch.alarm_actions

import rego.v1

import data.lib.values

deny contains finding if {
	some type in {"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"}
	some resource in input.resources[type]
	not _acts(resource)
	not _part_of_another(resource)
	msg := "no action is taken when the alarm goes off"
	finding := {"address": resource.address, "attribute": "alarm_actions", "msg": msg}
}

_acts(alarm) if count(alarm.values.alarm_actions) > 0

_acts(alarm) if values.partly_unknown(alarm, "alarm_actions")

_acts(alarm) if values.is_unknown(alarm, "alarm_actions")

# a composite alarm speaks for the alarms in its rule
_part_of_another(alarm) if alarm.values.alarm_name in _mentioned

_part_of_another(alarm) if alarm.address in _mentioned

_mentioned contains name if {
	some composite in input.resources.aws_cloudwatch_composite_alarm
	some name in regex.find_n(`[^()"]+`, composite.values.alarm_rule, -1)
}

_mentioned contains name if {
	some composite in input.resources.aws_cloudwatch_composite_alarm
	some name in values.references(composite, "alarm_rule")
}

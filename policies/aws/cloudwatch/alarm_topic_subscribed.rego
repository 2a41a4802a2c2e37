# METADATA
# title: Somebody listens to the topic of an alarm
# description: A topic without subscribers swallows every alarm that is sent to it.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
# custom:
#   id: CW-007
#   severity: medium
#   domain: observability
#   resources: [aws_sns_topic]
#   attributes: []
#   presence: [subscription]
#   remediation: Add an `aws_sns_topic_subscription` for people, a chat channel or a pager.
#   parameters: [cloudwatch.alarm_subscription]
package aws.cloudwatch.alarm_topic_subscribed

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.cloudwatch.alarm_subscription
	some resource in input.resources.aws_sns_topic
	count(values.names(resource) & _told) > 0
	not values.is_set(resource, "subscription")
	msg := "alarms are sent to the topic, and nobody subscribes to it"
	finding := {"address": resource.address, "attribute": "subscription", "msg": msg}
}

_told contains name if {
	some type in {"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"}
	some alarm in input.resources[type]
	some name in values.references(alarm, "alarm_actions")
}

_told contains name if {
	some type in {"aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"}
	some alarm in input.resources[type]
	some name in alarm.values.alarm_actions
}

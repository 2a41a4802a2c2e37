# METADATA
# title: Cost anomalies reach somebody
# description: A monitor without a subscription finds the runaway bill and tells nobody.
# related_resources:
# - https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html
# custom:
#   id: COST-017
#   severity: low
#   domain: cost
#   resources: [aws_ce_anomaly_monitor]
#   attributes: [name]
#   remediation: Add an `aws_ce_anomaly_subscription` with an address or an SNS topic.
package aws.cost.anomaly_notifies

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_ce_anomaly_monitor
	count(values.names(resource) & _subscribed) == 0
	msg := "nobody subscribes to the anomaly monitor"
	finding := {"address": resource.address, "attribute": "name", "msg": msg}
}

_subscribed contains name if {
	some subscription in input.resources.aws_ce_anomaly_subscription
	some name in values.references(subscription, "monitor_arn_list")
}

_subscribed contains name if {
	some subscription in input.resources.aws_ce_anomaly_subscription
	some name in subscription.values.monitor_arn_list
}

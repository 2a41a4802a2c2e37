# METADATA
# title: Topics deliver over TLS
# description: A plain HTTP subscription sends every message in the clear.
# related_resources:
# - https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
# custom:
#   id: SNS-003
#   control: sns-no-http-subscription
#   severity: high
#   domain: encryption
#   resources: [aws_sns_topic, aws_sns_topic_subscription]
#   attributes: ["subscription[].protocol", protocol]
#   remediation: Set `protocol = "https"` and an `https://` endpoint.
package aws.sns.no_http_subscription

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_sns_topic
	some index, subscription in resource.values.subscription
	subscription.protocol == "http"
	attribute := sprintf("subscription[%d].protocol", [index])
	finding := {"address": resource.address, "attribute": attribute, "msg": "messages are delivered over plain http"}
}

deny contains finding if {
	some resource in input.resources.aws_sns_topic_subscription
	resource.values.protocol == "http"
	finding := {"address": resource.address, "attribute": "protocol", "msg": "messages are delivered over plain http"}
}

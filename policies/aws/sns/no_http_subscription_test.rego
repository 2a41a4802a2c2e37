package aws.sns.no_http_subscription_test

import rego.v1

cases := {
	"https and a queue": {
		"verdict": "pass",
		"values": {"subscription": [{"protocol": "https"}, {"protocol": "sqs"}]},
	},
	"no subscription": {"verdict": "pass", "values": {}},
	"http": {
		"verdict": "fail",
		"values": {"subscription": [{"protocol": "https"}, {"protocol": "http"}]},
		"attribute": "subscription[1].protocol",
	},
	"an https subscription without its topic": {
		"verdict": "pass",
		"values": {"protocol": "https"},
		"type": "aws_sns_topic_subscription",
	},
	"a subscription without its topic": {
		"verdict": "fail",
		"values": {"protocol": "http"},
		"type": "aws_sns_topic_subscription",
		"attribute": "protocol",
	},
	"protocol known after apply": {
		"verdict": "unknown",
		"values": {"subscription": [{}]},
		"unknown": ["subscription[0].protocol"],
	},
}

package aws.cloudwatch.alarm_topic_subscribed_test

import rego.v1

cases := {
	"subscribed": {
		"verdict": "pass",
		"resources": {
			"aws_sns_topic": [{
				"address": "aws_sns_topic.example",
				"values": {"subscription": [{"protocol": "email", "endpoint": "ops@socialflow.example"}]},
			}],
			"aws_cloudwatch_metric_alarm": [{
				"address": "aws_cloudwatch_metric_alarm.cpu",
				"unknown": ["alarm_actions[0]"],
				"references": {"alarm_actions": ["aws_sns_topic.example"]},
			}],
		},
	},
	"nobody": {
		"verdict": "fail",
		"resources": {
			"aws_sns_topic": [{"address": "aws_sns_topic.example", "values": {}}],
			"aws_cloudwatch_metric_alarm": [{
				"address": "aws_cloudwatch_metric_alarm.cpu",
				"unknown": ["alarm_actions[0]"],
				"references": {"alarm_actions": ["aws_sns_topic.example"]},
			}],
		},
		"attribute": "subscription",
	},
	"live topic, by ARN": {
		"verdict": "fail",
		"resources": {
			"aws_sns_topic": [{
				"address": "aws_sns_topic.example",
				"arn": "arn:aws:sns:eu-west-1:111122223333:alerts",
			}],
			"aws_cloudwatch_metric_alarm": [{
				"address": "aws_cloudwatch_metric_alarm.cpu",
				"values": {"alarm_actions": ["arn:aws:sns:eu-west-1:111122223333:alerts"]},
			}],
		},
		"attribute": "subscription",
	},
	"subscribers known after apply": {
		"verdict": "pass",
		"resources": {
			"aws_sns_topic": [{
				"address": "aws_sns_topic.example",
				"values": {},
				"unknown": ["subscription[0].endpoint"],
			}],
			"aws_cloudwatch_metric_alarm": [{
				"address": "aws_cloudwatch_metric_alarm.cpu",
				"unknown": ["alarm_actions[0]"],
				"references": {"alarm_actions": ["aws_sns_topic.example"]},
			}],
		},
	},
	"no alarm is sent to it": {"verdict": "pass", "values": {"name": "orders"}},
	"dev": {
		"verdict": "not_applicable",
		"environment": "dev",
		"resources": {
			"aws_sns_topic": [{"address": "aws_sns_topic.example", "values": {}}],
			"aws_cloudwatch_metric_alarm": [{
				"address": "aws_cloudwatch_metric_alarm.cpu",
				"unknown": ["alarm_actions[0]"],
				"references": {"alarm_actions": ["aws_sns_topic.example"]},
			}],
		},
	},
}

package aws.cloudwatch.alarm_actions_test

import rego.v1

cases := {
	"topic": {
		"verdict": "pass",
		"values": {"alarm_name": "cpu", "alarm_actions": ["arn:aws:sns:eu-west-1:111122223333:alerts"]},
	},
	"topic made in the same apply": {
		"verdict": "pass",
		"values": {"alarm_name": "cpu"},
		"unknown": ["alarm_actions[0]"],
	},
	"all actions known after apply": {
		"verdict": "pass",
		"values": {"alarm_name": "cpu"},
		"unknown": ["alarm_actions"],
	},
	"none": {"verdict": "fail", "values": {"alarm_name": "cpu"}, "attribute": "alarm_actions"},
	"empty": {
		"verdict": "fail",
		"values": {"alarm_name": "cpu", "alarm_actions": []},
		"attribute": "alarm_actions",
	},
	"only when it is over": {
		"verdict": "fail",
		"values": {"alarm_name": "cpu", "ok_actions": ["arn:aws:sns:eu-west-1:111122223333:alerts"]},
		"attribute": "alarm_actions",
	},
	"part of a composite alarm, by name": {
		"verdict": "pass",
		"resources": {
			"aws_cloudwatch_metric_alarm": [{
				"address": "aws_cloudwatch_metric_alarm.example",
				"values": {"alarm_name": "cpu"},
			}],
			"aws_cloudwatch_composite_alarm": [{
				"address": "aws_cloudwatch_composite_alarm.c",
				"values": {
					"alarm_rule": "ALARM(\"cpu\") AND ALARM(\"memory\")",
					"alarm_actions": ["arn:aws:sns:eu-west-1:111122223333:alerts"],
				},
			}],
		},
	},
	"part of a composite alarm, by reference": {
		"verdict": "pass",
		"resources": {
			"aws_cloudwatch_metric_alarm": [{
				"address": "aws_cloudwatch_metric_alarm.example",
				"values": {"alarm_name": "cpu"},
			}],
			"aws_cloudwatch_composite_alarm": [{
				"address": "aws_cloudwatch_composite_alarm.c",
				"unknown": ["alarm_rule"],
				"references": {"alarm_rule": ["aws_cloudwatch_metric_alarm.example"]},
				"values": {"alarm_actions": ["arn:aws:sns:eu-west-1:111122223333:alerts"]},
			}],
		},
	},
	"composite alarm": {
		"verdict": "fail",
		"type": "aws_cloudwatch_composite_alarm",
		"values": {"alarm_name": "all", "alarm_rule": "ALARM(\"cpu\")"},
		"attribute": "alarm_actions",
	},
	"name known after apply": {
		"verdict": "unknown",
		"values": {"alarm_actions": ["arn:aws:sns:eu-west-1:111122223333:alerts"]},
		"unknown": ["alarm_name"],
	},
}

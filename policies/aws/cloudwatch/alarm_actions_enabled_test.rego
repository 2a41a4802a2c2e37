package aws.cloudwatch.alarm_actions_enabled_test

import rego.v1

cases := {
	"on": {"verdict": "pass", "values": {"actions_enabled": true}},
	"not set is on": {"verdict": "pass", "values": {"alarm_name": "cpu"}},
	"off": {"verdict": "fail", "values": {"actions_enabled": false}, "attribute": "actions_enabled"},
	"composite alarm": {
		"verdict": "fail",
		"type": "aws_cloudwatch_composite_alarm",
		"values": {"actions_enabled": false},
		"attribute": "actions_enabled",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["actions_enabled"]},
}

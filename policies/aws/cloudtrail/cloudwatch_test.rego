package aws.cloudtrail.cloudwatch_test

import rego.v1

cases := {
	"on": {"verdict": "pass", "values": {"cloud_watch_logs_group_arn": "arn:aws:x:eu-west-1:111122223333:y"}},
	"not set": {"verdict": "fail", "values": {"name": "main"}, "attribute": "cloud_watch_logs_group_arn"},
	"known after apply": {
		"verdict": "pass",
		"values": {"name": "main"},
		"unknown": ["cloud_watch_logs_group_arn"],
	},
}

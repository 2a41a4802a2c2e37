package aws.cloudwatch.log_retention_test

import rego.v1

cases := {
	"30 days in prod": {"verdict": "pass", "values": {"retention_in_days": 30}, "environment": "prod"},
	"7 days in prod": {
		"verdict": "fail",
		"values": {"retention_in_days": 7},
		"environment": "prod",
		"attribute": "retention_in_days",
	},
	"7 days in staging": {"verdict": "pass", "values": {"retention_in_days": 7}, "environment": "staging"},
	"3 days in dev": {"verdict": "pass", "values": {"retention_in_days": 3}, "environment": "dev"},
	"one day in dev": {
		"verdict": "fail",
		"values": {"retention_in_days": 1},
		"environment": "dev",
		"attribute": "retention_in_days",
	},
	"for ever": {"verdict": "pass", "values": {"retention_in_days": 0}, "environment": "prod"},
	"not set is for ever": {"verdict": "pass", "values": {"name": "/sf/app"}, "environment": "prod"},
	"a number in a string": {
		"verdict": "fail",
		"values": {"retention_in_days": "1"},
		"attribute": "retention_in_days",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["retention_in_days"]},
}

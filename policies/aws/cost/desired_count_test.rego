package aws.cost.desired_count_test

import rego.v1

cases := {
	"one in dev": {"verdict": "pass", "values": {"desired_count": 1}, "environment": "dev"},
	"five in dev": {
		"verdict": "fail",
		"values": {"desired_count": 5},
		"environment": "dev",
		"attribute": "desired_count",
	},
	"four in prod": {"verdict": "pass", "values": {"desired_count": 4}, "environment": "prod"},
	"no environment": {"verdict": "pass", "values": {"desired_count": 50}},
	"daemon": {"verdict": "pass", "values": {"scheduling_strategy": "DAEMON"}, "environment": "dev"},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "dev",
		"unknown": ["desired_count"],
	},
}

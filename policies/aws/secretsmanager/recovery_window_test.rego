package aws.secretsmanager.recovery_window_test

import rego.v1

cases := {
	"30 days": {"verdict": "pass", "values": {"recovery_window_in_days": 30}},
	"not set means 30": {"verdict": "pass", "values": {}},
	"at once in dev": {"verdict": "pass", "values": {"recovery_window_in_days": 0}, "environment": "dev"},
	"at once": {"verdict": "fail", "values": {"recovery_window_in_days": 0}, "attribute": "recovery_window_in_days"},
	"7 days in prod": {
		"verdict": "fail",
		"values": {"recovery_window_in_days": 7},
		"environment": "prod",
		"attribute": "recovery_window_in_days",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["recovery_window_in_days"]},
}

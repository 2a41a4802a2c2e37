package aws.kms.deletion_window_test

import rego.v1

cases := {
	"30 days": {"verdict": "pass", "values": {"deletion_window_in_days": 30}},
	"not set means 30": {"verdict": "pass", "values": {}},
	"7 days in dev": {"verdict": "pass", "values": {"deletion_window_in_days": 7}, "environment": "dev"},
	"7 days": {"verdict": "fail", "values": {"deletion_window_in_days": 7}, "attribute": "deletion_window_in_days"},
	"14 days in prod, as a string": {
		"verdict": "fail",
		"values": {"deletion_window_in_days": "14"},
		"environment": "prod",
		"attribute": "deletion_window_in_days",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["deletion_window_in_days"]},
}

package aws.cost.log_retention_test

import rego.v1

cases := {
	"a month": {
		"verdict": "pass",
		"values": {"name": "/sf/app", "retention_in_days": 30},
		"environment": "dev",
	},
	"not set": {"verdict": "fail", "values": {"name": "/sf/app"}, "attribute": "retention_in_days"},
	"zero": {
		"verdict": "fail",
		"values": {"name": "/sf/app", "retention_in_days": 0},
		"attribute": "retention_in_days",
	},
	"a year in dev": {
		"verdict": "fail",
		"values": {"name": "/sf/app", "retention_in_days": 365},
		"environment": "dev",
		"attribute": "retention_in_days",
	},
	"a year, no environment": {"verdict": "pass", "values": {"name": "/sf/app", "retention_in_days": 365}},
	"audit logs for ever": {"verdict": "pass", "values": {"name": "/sf/audit"}, "environment": "prod"},
	"a year of audit logs": {
		"verdict": "pass",
		"values": {"name": "/sf/vpc-flow-logs", "retention_in_days": 365},
		"environment": "prod",
	},
	"a number in a string": {
		"verdict": "fail",
		"values": {"name": "/sf/app", "retention_in_days": "365"},
		"environment": "dev",
		"attribute": "retention_in_days",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"name": "/sf/app"},
		"unknown": ["retention_in_days"],
	},
}

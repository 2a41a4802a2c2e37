package aws.cloudwatch.audit_log_retention_test

import rego.v1

cases := {
	"a year of flow logs": {
		"verdict": "pass",
		"values": {"name": "/sf/prod/vpc-flow-logs", "retention_in_days": 365},
		"environment": "prod",
	},
	"a month of flow logs in prod": {
		"verdict": "fail",
		"values": {"name": "/sf/prod/vpc-flow-logs", "retention_in_days": 30},
		"environment": "prod",
		"attribute": "retention_in_days",
	},
	"a month of flow logs in staging": {
		"verdict": "pass",
		"values": {"name": "/sf/staging/vpc-flow-logs", "retention_in_days": 30},
		"environment": "staging",
	},
	"trail": {
		"verdict": "fail",
		"values": {"name": "/aws/CloudTrail/main", "retention_in_days": 90},
		"attribute": "retention_in_days",
	},
	"application logs": {
		"verdict": "pass",
		"values": {"name": "/sf/prod/app", "retention_in_days": 30},
		"environment": "prod",
	},
	"for ever": {"verdict": "pass", "values": {"name": "/sf/audit"}, "environment": "prod"},
	"known after apply": {
		"verdict": "unknown",
		"values": {"name": "/sf/audit"},
		"environment": "prod",
		"unknown": ["retention_in_days"],
	},
}

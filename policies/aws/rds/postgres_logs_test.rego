package aws.rds.postgres_logs_test

import rego.v1

cases := {
	"exported": {
		"verdict": "pass",
		"values": {"engine": "postgres", "enabled_cloudwatch_logs_exports": ["postgresql", "upgrade"]},
	},
	"only the upgrade log": {
		"verdict": "fail",
		"values": {"engine": "postgres", "enabled_cloudwatch_logs_exports": ["upgrade"]},
		"attribute": "enabled_cloudwatch_logs_exports",
	},
	"none": {
		"verdict": "fail",
		"values": {"engine": "postgres"},
		"attribute": "enabled_cloudwatch_logs_exports",
	},
	"another engine": {"verdict": "pass", "values": {"engine": "mysql"}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"engine": "postgres"},
		"unknown": ["enabled_cloudwatch_logs_exports"],
	},
}

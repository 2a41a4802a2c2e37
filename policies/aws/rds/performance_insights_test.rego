package aws.rds.performance_insights_test

import rego.v1

cases := {
	"Performance Insights": {
		"verdict": "pass",
		"values": {"performance_insights_enabled": true},
		"environment": "prod",
	},
	"Database Insights": {
		"verdict": "pass",
		"values": {"database_insights_mode": "standard"},
		"environment": "prod",
	},
	"neither": {
		"verdict": "fail",
		"values": {},
		"environment": "prod",
		"attribute": "performance_insights_enabled",
	},
	"switched off": {
		"verdict": "fail",
		"values": {"performance_insights_enabled": false},
		"environment": "staging",
		"attribute": "performance_insights_enabled",
	},
	"optional in dev": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "prod",
		"unknown": ["performance_insights_enabled"],
	},
}

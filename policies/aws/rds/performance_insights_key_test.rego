package aws.rds.performance_insights_key_test

import rego.v1

cases := {
	"own key": {
		"verdict": "pass",
		"values": {"performance_insights_enabled": true},
		"environment": "prod",
		"unknown": ["performance_insights_kms_key_id"],
	},
	"AWS managed key in prod": {
		"verdict": "fail",
		"values": {"performance_insights_enabled": true},
		"environment": "prod",
		"attribute": "performance_insights_kms_key_id",
	},
	"AWS managed key in dev": {
		"verdict": "not_applicable",
		"values": {"performance_insights_enabled": true},
		"environment": "dev",
	},
	"not recorded": {"verdict": "pass", "values": {}, "environment": "prod"},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "prod",
		"unknown": ["performance_insights_enabled"],
	},
}

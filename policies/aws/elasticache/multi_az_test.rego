package aws.elasticache.multi_az_test

import rego.v1

cases := {
	"on": {"verdict": "pass", "values": {"multi_az_enabled": true}, "environment": "prod"},
	"off in prod": {
		"verdict": "fail",
		"values": {"multi_az_enabled": false},
		"environment": "prod",
		"attribute": "multi_az_enabled",
	},
	"not set in staging": {
		"verdict": "fail",
		"values": {},
		"environment": "staging",
		"attribute": "multi_az_enabled",
	},
	"optional in dev": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"no environment": {"verdict": "fail", "values": {}, "attribute": "multi_az_enabled"},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "prod",
		"unknown": ["multi_az_enabled"],
	},
}

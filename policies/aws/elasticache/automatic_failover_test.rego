package aws.elasticache.automatic_failover_test

import rego.v1

cases := {
	"on": {"verdict": "pass", "values": {"automatic_failover_enabled": true}, "environment": "prod"},
	"off in prod": {
		"verdict": "fail",
		"values": {"automatic_failover_enabled": false},
		"environment": "prod",
		"attribute": "automatic_failover_enabled",
	},
	"not set in staging": {
		"verdict": "fail",
		"values": {},
		"environment": "staging",
		"attribute": "automatic_failover_enabled",
	},
	"optional in dev": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"no environment": {"verdict": "fail", "values": {}, "attribute": "automatic_failover_enabled"},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "prod",
		"unknown": ["automatic_failover_enabled"],
	},
}

package aws.rds.multi_az_test

import rego.v1

cases := {
	"standby": {"verdict": "pass", "values": {"multi_az": true}, "environment": "prod"},
	"prod without a standby": {
		"verdict": "fail",
		"values": {"multi_az": false},
		"environment": "prod",
		"attribute": "multi_az",
	},
	"staging, not set": {"verdict": "fail", "values": {}, "environment": "staging", "attribute": "multi_az"},
	"dev may be in a single zone": {"verdict": "not_applicable", "values": {"multi_az": false}, "environment": "dev"},
	"no environment": {"verdict": "fail", "values": {}, "attribute": "multi_az"},
	"a read replica needs no standby": {
		"verdict": "pass",
		"values": {"replicate_source_db": "sf-prod"},
		"environment": "prod",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "environment": "prod", "unknown": ["multi_az"]},
}

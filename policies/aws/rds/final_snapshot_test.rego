package aws.rds.final_snapshot_test

import rego.v1

cases := {
	"taken": {
		"verdict": "pass",
		"values": {"skip_final_snapshot": false, "final_snapshot_identifier": "sf-prod-final"},
		"environment": "prod",
	},
	"not set takes one": {"verdict": "pass", "values": {}},
	"skipped in prod": {
		"verdict": "fail",
		"values": {"skip_final_snapshot": true},
		"environment": "prod",
		"attribute": "skip_final_snapshot",
	},
	"skipped in dev": {"verdict": "not_applicable", "values": {"skip_final_snapshot": true}, "environment": "dev"},
	"Aurora": {
		"verdict": "fail",
		"type": "aws_rds_cluster",
		"values": {"skip_final_snapshot": true},
		"attribute": "skip_final_snapshot",
	},
	"a replica has nothing of its own": {
		"verdict": "pass",
		"values": {"skip_final_snapshot": true, "replicate_source_db": "sf-prod"},
		"environment": "prod",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["skip_final_snapshot"]},
}

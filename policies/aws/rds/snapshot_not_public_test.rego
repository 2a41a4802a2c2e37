package aws.rds.snapshot_not_public_test

import rego.v1

cases := {
	"private": {"verdict": "pass", "values": {}},
	"shared with one account": {"verdict": "pass", "values": {"shared_accounts": ["444455556666"]}},
	"shared with everyone": {
		"verdict": "fail",
		"values": {"shared_accounts": ["444455556666", "all"]},
		"attribute": "shared_accounts",
	},
	"cluster snapshot": {
		"verdict": "fail",
		"type": "aws_db_cluster_snapshot",
		"values": {"shared_accounts": ["all"]},
		"attribute": "shared_accounts",
	},
	"snapshot copy": {
		"verdict": "fail",
		"type": "aws_db_snapshot_copy",
		"values": {"shared_accounts": ["all"]},
		"attribute": "shared_accounts",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["shared_accounts"]},
}

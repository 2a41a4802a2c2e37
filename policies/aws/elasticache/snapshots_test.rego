package aws.elasticache.snapshots_test

import rego.v1

cases := {
	"a week in prod": {"verdict": "pass", "values": {"snapshot_retention_limit": 7}, "environment": "prod"},
	"five days in prod": {
		"verdict": "fail",
		"values": {"snapshot_retention_limit": 5},
		"environment": "prod",
		"attribute": "snapshot_retention_limit",
	},
	"five days in staging": {
		"verdict": "pass",
		"values": {"snapshot_retention_limit": 5},
		"environment": "staging",
	},
	"none in dev": {"verdict": "pass", "values": {}, "environment": "dev"},
	"not set means none": {"verdict": "fail", "values": {}, "attribute": "snapshot_retention_limit"},
	"a number in a string": {
		"verdict": "pass",
		"values": {"snapshot_retention_limit": "7"},
		"environment": "prod",
	},
	"standalone cluster": {
		"verdict": "fail",
		"type": "aws_elasticache_cluster",
		"values": {"engine": "redis"},
		"attribute": "snapshot_retention_limit",
	},
	"memcached has no snapshots": {
		"verdict": "pass",
		"type": "aws_elasticache_cluster",
		"values": {"engine": "memcached"},
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["snapshot_retention_limit"]},
}

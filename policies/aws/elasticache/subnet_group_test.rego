package aws.elasticache.subnet_group_test

import rego.v1

cases := {
	"own subnet group": {"verdict": "pass", "values": {"subnet_group_name": "sf-prod"}},
	"made in the same apply": {"verdict": "pass", "values": {}, "unknown": ["subnet_group_name"]},
	"not set": {"verdict": "fail", "values": {}, "attribute": "subnet_group_name"},
	"standalone cluster": {
		"verdict": "fail",
		"type": "aws_elasticache_cluster",
		"values": {"engine": "memcached"},
		"attribute": "subnet_group_name",
	},
	"member of a group": {
		"verdict": "pass",
		"type": "aws_elasticache_cluster",
		"values": {"replication_group_id": "sf-prod"},
	},
}

package aws.cost.cache_size_test

import rego.v1

cases := {
	"small in dev": {"verdict": "pass", "values": {"node_type": "cache.t3.micro"}, "environment": "dev"},
	"too large for dev": {
		"verdict": "fail",
		"values": {"node_type": "cache.r6g.large"},
		"environment": "dev",
		"attribute": "node_type",
	},
	"the same in prod": {"verdict": "pass", "values": {"node_type": "cache.r6g.large"}, "environment": "prod"},
	"no environment": {"verdict": "pass", "values": {"node_type": "cache.r6g.large"}},
	"far too large for prod": {
		"verdict": "fail",
		"values": {"node_type": "cache.r6g.16xlarge"},
		"environment": "prod",
		"attribute": "node_type",
	},
	"aws_elasticache_cluster": {
		"verdict": "fail",
		"type": "aws_elasticache_cluster",
		"values": {"node_type": "cache.r6g.large"},
		"environment": "dev",
		"attribute": "node_type",
	},
	"a size that has no order": {
		"verdict": "pass",
		"values": {"node_type": "db.serverless"},
		"environment": "dev",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "environment": "dev", "unknown": ["node_type"]},
}

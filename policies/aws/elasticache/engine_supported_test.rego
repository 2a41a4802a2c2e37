package aws.elasticache.engine_supported_test

import rego.v1

cases := {
	"7.0": {"verdict": "pass", "values": {"engine": "redis", "engine_version": "7.0"}, "environment": "prod"},
	"7.1": {"verdict": "pass", "values": {"engine_version": "7.1"}, "environment": "prod"},
	"6.2 where 7.0 is required": {
		"verdict": "fail",
		"values": {"engine": "redis", "engine_version": "6.2"},
		"environment": "prod",
		"attribute": "engine_version",
	},
	"6.2 without an environment": {"verdict": "pass", "values": {"engine": "redis", "engine_version": "6.2"}},
	"6.x means the newest 6": {"verdict": "pass", "values": {"engine": "redis", "engine_version": "6.x"}},
	"5.0.6": {"verdict": "fail", "values": {"engine_version": "5.0.6"}, "attribute": "engine_version"},
	"Valkey": {"verdict": "pass", "values": {"engine": "valkey", "engine_version": "8.0"}},
	"memcached has no floor": {
		"verdict": "pass",
		"type": "aws_elasticache_cluster",
		"values": {"engine": "memcached", "engine_version": "1.6.17"},
	},
	"not pinned": {"verdict": "pass", "values": {}},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["engine_version"]},
}

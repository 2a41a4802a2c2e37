package aws.elasticache.no_standalone_test

import rego.v1

cases := {
	"standalone": {"verdict": "fail", "values": {"engine": "redis"}, "attribute": "engine"},
	"standalone in dev": {
		"verdict": "fail",
		"values": {"engine": "redis"},
		"environment": "dev",
		"attribute": "engine",
	},
	"member of a replication group": {
		"verdict": "pass",
		"values": {"engine": "redis"},
		"unknown": ["replication_group_id"],
	},
	"engine taken from the group": {"verdict": "pass", "values": {"replication_group_id": "sf-prod"}},
	"memcached with TLS": {
		"verdict": "pass",
		"values": {"engine": "memcached", "transit_encryption_enabled": true},
	},
	"memcached without TLS": {
		"verdict": "fail",
		"values": {"engine": "memcached"},
		"attribute": "transit_encryption_enabled",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["engine"]},
}

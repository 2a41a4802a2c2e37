package aws.elasticache.at_rest_encryption_test

import rego.v1

cases := {
	"encrypted": {"verdict": "pass", "values": {"at_rest_encryption_enabled": true}},
	"encrypted, kept as text": {"verdict": "pass", "values": {"at_rest_encryption_enabled": "true"}},
	"off, kept as text": {
		"verdict": "fail",
		"values": {"at_rest_encryption_enabled": "false"},
		"attribute": "at_rest_encryption_enabled",
	},
	"not set": {"verdict": "fail", "values": {"engine": "redis"}, "attribute": "at_rest_encryption_enabled"},
	"not set on Valkey": {"verdict": "pass", "values": {"engine": "valkey"}},
	"switched off on Valkey": {
		"verdict": "fail",
		"values": {"engine": "valkey", "at_rest_encryption_enabled": false},
		"attribute": "at_rest_encryption_enabled",
	},
	"member of a global datastore": {"verdict": "pass", "values": {"global_replication_group_id": "ldgnf-sf"}},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["at_rest_encryption_enabled"]},
}

package aws.elasticache.in_transit_encryption_test

import rego.v1

cases := {
	"encrypted": {"verdict": "pass", "values": {"transit_encryption_enabled": true}},
	"TLS required": {
		"verdict": "pass",
		"values": {"transit_encryption_enabled": true, "transit_encryption_mode": "required"},
	},
	"TLS only preferred": {
		"verdict": "fail",
		"values": {"transit_encryption_enabled": true, "transit_encryption_mode": "preferred"},
		"attribute": "transit_encryption_mode",
	},
	"off": {
		"verdict": "fail",
		"values": {"transit_encryption_enabled": false},
		"attribute": "transit_encryption_enabled",
	},
	"off in dev": {
		"verdict": "fail",
		"values": {},
		"environment": "dev",
		"attribute": "transit_encryption_enabled",
	},
	"member of a global datastore": {"verdict": "pass", "values": {"global_replication_group_id": "ldgnf-sf"}},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["transit_encryption_enabled"]},
}

package aws.rds.storage_autoscaling_test

import rego.v1

cases := {
	"grows": {"verdict": "pass", "values": {"allocated_storage": 100, "max_allocated_storage": 500}},
	"not set": {"verdict": "fail", "values": {"allocated_storage": 100}, "attribute": "max_allocated_storage"},
	"ceiling equals the size": {
		"verdict": "fail",
		"values": {"allocated_storage": 100, "max_allocated_storage": 100},
		"attribute": "max_allocated_storage",
	},
	"zero": {
		"verdict": "fail",
		"values": {"allocated_storage": 20, "max_allocated_storage": 0},
		"attribute": "max_allocated_storage",
	},
	"a replica": {"verdict": "pass", "values": {"replicate_source_db": "sf-prod"}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"allocated_storage": 100},
		"unknown": ["max_allocated_storage"],
	},
}

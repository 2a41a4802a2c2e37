package aws.rds.cluster_nondefault_admin_test

import rego.v1

cases := {
	"own name": {"verdict": "pass", "values": {"master_username": "socialflow"}},
	"the usual name": {
		"verdict": "fail",
		"values": {"master_username": "postgres"},
		"attribute": "master_username",
	},
	"the usual name in capitals": {
		"verdict": "fail",
		"values": {"master_username": "Admin"},
		"attribute": "master_username",
	},
	"not set, as for a restore": {"verdict": "pass", "values": {}},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["master_username"]},
}

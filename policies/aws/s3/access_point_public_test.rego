package aws.s3.access_point_public_test

import rego.v1

cases := {
	"not set is on": {"verdict": "pass", "values": {"name": "app"}},
	"on": {
		"verdict": "pass",
		"values": {
			"public_access_block_configuration": {
				"block_public_acls": true,
				"block_public_policy": true,
				"ignore_public_acls": true,
				"restrict_public_buckets": true,
			},
		},
	},
	"one off": {
		"verdict": "fail",
		"values": {
			"public_access_block_configuration": {
				"block_public_acls": true,
				"block_public_policy": false,
				"ignore_public_acls": true,
				"restrict_public_buckets": true,
			},
		},
		"findings": 1,
		"attribute": "public_access_block_configuration.block_public_policy",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"name": "app"},
		"unknown": ["public_access_block_configuration"],
	},
}

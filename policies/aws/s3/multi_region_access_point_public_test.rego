package aws.s3.multi_region_access_point_public_test

import rego.v1

cases := {
	"not set is on": {"verdict": "pass", "values": {"name": "app"}},
	"on": {
		"verdict": "pass",
		"values": {
			"details": {
				"public_access_block": {
					"block_public_acls": true,
					"block_public_policy": true,
					"ignore_public_acls": true,
					"restrict_public_buckets": true,
				},
			},
		},
	},
	"one off": {
		"verdict": "fail",
		"values": {
			"details": {
				"public_access_block": {
					"block_public_acls": true,
					"block_public_policy": false,
					"ignore_public_acls": true,
					"restrict_public_buckets": true,
				},
			},
		},
		"findings": 1,
		"attribute": "details.public_access_block.block_public_policy",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"name": "app"},
		"unknown": ["details.public_access_block"],
	},
}

package aws.s3.block_public_access_test

import rego.v1

cases := {
	"all four on": {
		"verdict": "pass",
		"values": {
			"public_access_block": {
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
			"public_access_block": {
				"block_public_acls": true,
				"block_public_policy": false,
				"ignore_public_acls": true,
				"restrict_public_buckets": true,
			},
		},
		"findings": 1,
		"attribute": "public_access_block.block_public_policy",
	},
	"one not set": {
		"verdict": "fail",
		"values": {
			"public_access_block": {
				"block_public_acls": true,
				"block_public_policy": true,
				"ignore_public_acls": true,
			},
		},
		"findings": 1,
		"attribute": "public_access_block.restrict_public_buckets",
	},
	"no block at all": {
		"verdict": "fail",
		"values": {"bucket": "sf-videos"},
		"findings": 1,
		"attribute": "public_access_block",
	},
	"one known after apply": {
		"verdict": "unknown",
		"values": {
			"public_access_block": {
				"block_public_acls": true,
				"block_public_policy": true,
				"ignore_public_acls": true,
			},
		},
		"unknown": ["public_access_block.restrict_public_buckets"],
	},
	"all known after apply": {"verdict": "unknown", "values": {}, "unknown": ["public_access_block"]},
}

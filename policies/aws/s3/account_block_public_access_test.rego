package aws.s3.account_block_public_access_test

import rego.v1

cases := {
	"all four on": {
		"verdict": "pass",
		"values": {
			"block_public_acls": true,
			"block_public_policy": true,
			"ignore_public_acls": true,
			"restrict_public_buckets": true,
		},
	},
	"one off": {
		"verdict": "fail",
		"values": {
			"block_public_acls": true,
			"block_public_policy": true,
			"ignore_public_acls": false,
			"restrict_public_buckets": true,
		},
		"findings": 1,
		"attribute": "ignore_public_acls",
	},
	"none set": {"verdict": "fail", "values": {}, "findings": 4, "attribute": "block_public_acls"},
	"known after apply": {
		"verdict": "unknown",
		"values": {"block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true},
		"unknown": ["restrict_public_buckets"],
	},
}

package aws.s3.default_encryption_test

import rego.v1

cases := {
	"AES-256": {
		"verdict": "pass",
		"values": {
			"server_side_encryption_configuration": {
				"rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
			},
		},
	},
	"KMS": {
		"verdict": "pass",
		"values": {
			"server_side_encryption_configuration": {
				"rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms"}}],
			},
		},
	},
	"not set": {
		"verdict": "fail",
		"values": {"bucket": "sf-videos"},
		"attribute": "server_side_encryption_configuration.rule",
	},
	"a rule that only asks for a bucket key": {
		"verdict": "fail",
		"values": {"server_side_encryption_configuration": {"rule": [{"bucket_key_enabled": true}]}},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"unknown": ["server_side_encryption_configuration"],
	},
}

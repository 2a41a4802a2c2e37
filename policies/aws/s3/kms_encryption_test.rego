package aws.s3.kms_encryption_test

import rego.v1

cases := {
	"KMS": {
		"verdict": "pass",
		"values": {
			"server_side_encryption_configuration": {
				"rule": [{
					"apply_server_side_encryption_by_default": {
						"sse_algorithm": "aws:kms",
						"kms_master_key_id": "${aws_kms_key.s3.arn}",
					},
				}],
			},
		},
	},
	"double encryption with KMS": {
		"verdict": "pass",
		"values": {
			"server_side_encryption_configuration": {
				"rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms:dsse"}}],
			},
		},
	},
	"AES-256": {
		"verdict": "fail",
		"values": {
			"server_side_encryption_configuration": {
				"rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
			},
		},
		"attribute": "server_side_encryption_configuration.rule[0].apply_server_side_encryption_by_default.sse_algorithm",
	},
	"AES-256 is enough in prod of this stack": {
		"verdict": "not_applicable",
		"values": {
			"server_side_encryption_configuration": {
				"rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
			},
		},
		"environment": "prod",
	},
	"log bucket": {
		"verdict": "pass",
		"values": {
			"bucket": "sf-logs",
			"server_side_encryption_configuration": {
				"rule": [{"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}],
			},
		},
	},
	"no encryption is another finding": {"verdict": "pass", "values": {"bucket": "sf-videos"}},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"unknown": ["server_side_encryption_configuration"],
	},
}

package aws.ec2.volume_encrypted_test

import rego.v1

cases := {
	"encrypted": {"verdict": "pass", "values": {"encrypted": true}},
	"not encrypted": {"verdict": "fail", "values": {"encrypted": false}, "attribute": "encrypted"},
	"not set": {"verdict": "fail", "values": {"size": 20}, "attribute": "encrypted"},
	"default of the account": {
		"verdict": "pass",
		"resources": {
			"aws_ebs_volume": [{"address": "aws_ebs_volume.example"}],
			"aws_ebs_encryption_by_default": [{"address": "aws_ebs_encryption_by_default.d", "values": {"enabled": true}}],
		},
	},
	"default of the account switched off": {
		"verdict": "fail",
		"resources": {
			"aws_ebs_volume": [{"address": "aws_ebs_volume.example"}],
			"aws_ebs_encryption_by_default": [{"address": "aws_ebs_encryption_by_default.d", "values": {"enabled": false}}],
		},
	},
	"snapshot copy": {
		"verdict": "fail",
		"type": "aws_ebs_snapshot_copy",
		"values": {"source_region": "eu-west-1"},
		"attribute": "encrypted",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["encrypted"]},
}

package aws.ec2.snapshot_not_public_test

import rego.v1

cases := {
	"one account": {"verdict": "pass", "values": {"account_id": "444455556666"}},
	"everyone": {"verdict": "fail", "values": {"account_id": "all"}, "attribute": "account_id"},
	"image for everyone": {
		"verdict": "fail",
		"type": "aws_ami_launch_permission",
		"values": {"group": "all"},
		"attribute": "group",
	},
	"image for one account": {
		"verdict": "pass",
		"type": "aws_ami_launch_permission",
		"values": {"account_id": "444455556666"},
	},
	"account lets it happen": {
		"verdict": "fail",
		"type": "aws_ebs_snapshot_block_public_access",
		"values": {"state": "unblocked"},
		"attribute": "state",
	},
	"account blocks it": {
		"verdict": "pass",
		"type": "aws_ebs_snapshot_block_public_access",
		"values": {"state": "block-all-sharing"},
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["account_id"]},
}

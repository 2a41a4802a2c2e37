package aws.ec2.block_device_encrypted_test

import rego.v1

cases := {
	"encrypted": {"verdict": "pass", "values": {"root_block_device": {"encrypted": true}}},
	"root disk not encrypted": {
		"verdict": "fail",
		"values": {"root_block_device": {"volume_size": 20}},
		"attribute": "root_block_device.encrypted",
	},
	"nothing said": {"verdict": "fail", "values": {"ami": "ami-1"}, "attribute": "root_block_device.encrypted"},
	"data disk not encrypted": {
		"verdict": "fail",
		"values": {"root_block_device": {"encrypted": true}, "ebs_block_device": [{"device_name": "/dev/sdf"}]},
		"findings": 1,
		"attribute": "ebs_block_device[0].encrypted",
	},
	"instance of a launch template": {"verdict": "pass", "values": {"launch_template": {"version": "1"}}},
	"launch template": {
		"verdict": "fail",
		"type": "aws_launch_template",
		"values": {"block_device_mappings": [{"device_name": "/dev/xvda", "ebs": {"encrypted": "false"}}]},
		"attribute": "block_device_mappings[0].ebs.encrypted",
	},
	"encrypted launch template": {
		"verdict": "pass",
		"type": "aws_launch_template",
		"values": {"block_device_mappings": [{"device_name": "/dev/xvda", "ebs": {"encrypted": "true"}}]},
	},
	"instance store": {
		"verdict": "pass",
		"type": "aws_launch_template",
		"values": {"block_device_mappings": [{"device_name": "/dev/sdb", "virtual_name": "ephemeral0"}]},
	},
	"default of the account": {
		"verdict": "pass",
		"resources": {
			"aws_instance": [{"address": "aws_instance.example"}],
			"aws_ebs_encryption_by_default": [{"address": "aws_ebs_encryption_by_default.d", "values": {"enabled": true}}],
		},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"root_block_device": {}},
		"unknown": ["root_block_device.encrypted"],
	},
}

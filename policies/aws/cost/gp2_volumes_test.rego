package aws.cost.gp2_volumes_test

import rego.v1

cases := {
	"gp3": {"verdict": "pass", "values": {"type": "gp3"}},
	"gp2": {"verdict": "fail", "values": {"type": "gp2"}, "attribute": "type"},
	"not set": {"verdict": "pass", "values": {"size": 20}},
	"database": {
		"verdict": "fail",
		"type": "aws_db_instance",
		"values": {"storage_type": "gp2"},
		"attribute": "storage_type",
	},
	"root disk": {
		"verdict": "fail",
		"type": "aws_instance",
		"values": {"root_block_device": {"volume_type": "gp2"}},
		"attribute": "root_block_device.volume_type",
	},
	"data disk": {
		"verdict": "fail",
		"type": "aws_instance",
		"values": {"ebs_block_device": [{"volume_type": "gp2"}]},
		"attribute": "ebs_block_device[0].volume_type",
	},
	"launch template": {
		"verdict": "fail",
		"type": "aws_launch_template",
		"values": {"block_device_mappings": [{"ebs": {"volume_type": "gp2"}}]},
		"attribute": "block_device_mappings[0].ebs.volume_type",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["type"]},
}

package aws.cost.instance_size_test

import rego.v1

cases := {
	"small in dev": {"verdict": "pass", "values": {"instance_type": "t3.small"}, "environment": "dev"},
	"too large for dev": {
		"verdict": "fail",
		"values": {"instance_type": "m6g.4xlarge"},
		"environment": "dev",
		"attribute": "instance_type",
	},
	"the same in prod": {"verdict": "pass", "values": {"instance_type": "m6g.4xlarge"}, "environment": "prod"},
	"no environment": {"verdict": "pass", "values": {"instance_type": "m6g.4xlarge"}},
	"far too large for prod": {
		"verdict": "fail",
		"values": {"instance_type": "m6g.16xlarge"},
		"environment": "prod",
		"attribute": "instance_type",
	},
	"aws_launch_template": {
		"verdict": "fail",
		"type": "aws_launch_template",
		"values": {"instance_type": "m6g.4xlarge"},
		"environment": "dev",
		"attribute": "instance_type",
	},
	"a size that has no order": {
		"verdict": "pass",
		"values": {"instance_type": "db.serverless"},
		"environment": "dev",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "dev",
		"unknown": ["instance_type"],
	},
}

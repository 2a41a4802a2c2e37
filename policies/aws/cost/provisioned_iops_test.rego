package aws.cost.provisioned_iops_test

import rego.v1

cases := {
	"gp3 in dev": {"verdict": "pass", "values": {"storage_type": "gp3"}, "environment": "dev"},
	"io1 in dev": {
		"verdict": "fail",
		"values": {"storage_type": "io1"},
		"environment": "dev",
		"attribute": "storage_type",
	},
	"io2 volume in staging": {
		"verdict": "fail",
		"type": "aws_ebs_volume",
		"values": {"type": "io2"},
		"environment": "staging",
		"attribute": "type",
	},
	"I/O-optimized Aurora in dev": {
		"verdict": "fail",
		"type": "aws_rds_cluster",
		"values": {"storage_type": "aurora-iopt1"},
		"environment": "dev",
		"attribute": "storage_type",
	},
	"io2 in prod": {"verdict": "pass", "values": {"storage_type": "io2"}, "environment": "prod"},
	"no environment": {"verdict": "pass", "values": {"storage_type": "io2"}},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "dev",
		"unknown": ["storage_type"],
	},
}

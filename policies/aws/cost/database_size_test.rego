package aws.cost.database_size_test

import rego.v1

cases := {
	"small in dev": {"verdict": "pass", "values": {"instance_class": "db.t3.small"}, "environment": "dev"},
	"too large for dev": {
		"verdict": "fail",
		"values": {"instance_class": "db.r6g.xlarge"},
		"environment": "dev",
		"attribute": "instance_class",
	},
	"the same in prod": {
		"verdict": "pass",
		"values": {"instance_class": "db.r6g.xlarge"},
		"environment": "prod",
	},
	"no environment": {"verdict": "pass", "values": {"instance_class": "db.r6g.xlarge"}},
	"far too large for prod": {
		"verdict": "fail",
		"values": {"instance_class": "db.r6g.16xlarge"},
		"environment": "prod",
		"attribute": "instance_class",
	},
	"aws_rds_cluster_instance": {
		"verdict": "fail",
		"type": "aws_rds_cluster_instance",
		"values": {"instance_class": "db.r6g.xlarge"},
		"environment": "dev",
		"attribute": "instance_class",
	},
	"a size that has no order": {
		"verdict": "pass",
		"values": {"instance_class": "db.serverless"},
		"environment": "dev",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "dev",
		"unknown": ["instance_class"],
	},
}

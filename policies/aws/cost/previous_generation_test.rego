package aws.cost.previous_generation_test

import rego.v1

cases := {
	"current": {"verdict": "pass", "values": {"instance_type": "m6g.large"}},
	"t2": {"verdict": "fail", "values": {"instance_type": "t2.micro"}, "attribute": "instance_type"},
	"database": {
		"verdict": "fail",
		"type": "aws_db_instance",
		"values": {"instance_class": "db.m4.large"},
		"attribute": "instance_class",
	},
	"cache": {
		"verdict": "fail",
		"type": "aws_elasticache_replication_group",
		"values": {"node_type": "cache.r3.large"},
		"attribute": "node_type",
	},
	"serverless": {
		"verdict": "pass",
		"type": "aws_rds_cluster_instance",
		"values": {"instance_class": "db.serverless"},
	},
	"launch template without a type": {
		"verdict": "pass",
		"type": "aws_launch_template",
		"values": {"image_id": "ami-1"},
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["instance_type"]},
}

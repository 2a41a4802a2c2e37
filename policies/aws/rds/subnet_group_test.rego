package aws.rds.subnet_group_test

import rego.v1

cases := {
	"own subnet group": {"verdict": "pass", "values": {"db_subnet_group_name": "sf-prod"}},
	"named by a group that is made in the same apply": {
		"verdict": "pass",
		"values": {},
		"unknown": ["db_subnet_group_name"],
	},
	"not set": {"verdict": "fail", "values": {}, "attribute": "db_subnet_group_name"},
	"Aurora": {"verdict": "fail", "type": "aws_rds_cluster", "values": {}, "attribute": "db_subnet_group_name"},
	"read replica": {"verdict": "pass", "values": {"replicate_source_db": "sf-prod"}},
}

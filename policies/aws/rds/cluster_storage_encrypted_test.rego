package aws.rds.cluster_storage_encrypted_test

import rego.v1

cases := {
	"encrypted": {"verdict": "pass", "values": {"engine": "aurora-postgresql", "storage_encrypted": true}},
	"not encrypted": {
		"verdict": "fail",
		"values": {"engine": "aurora-postgresql", "storage_encrypted": false},
		"attribute": "storage_encrypted",
	},
	"not set": {"verdict": "fail", "values": {"engine": "aurora-mysql"}, "attribute": "storage_encrypted"},
	"serverless v1": {"verdict": "pass", "values": {"engine": "aurora-mysql", "engine_mode": "serverless"}},
	"global cluster": {
		"verdict": "fail",
		"type": "aws_rds_global_cluster",
		"values": {"global_cluster_identifier": "sf"},
		"attribute": "storage_encrypted",
	},
	"global cluster made from a regional one": {
		"verdict": "pass",
		"type": "aws_rds_global_cluster",
		"values": {},
		"unknown": ["source_db_cluster_identifier"],
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["storage_encrypted"]},
}

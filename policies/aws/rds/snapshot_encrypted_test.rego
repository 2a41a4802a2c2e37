package aws.rds.snapshot_encrypted_test

import rego.v1

cases := {
	"copy to another region with a key": {
		"verdict": "pass",
		"values": {
			"destination_region": "eu-central-1",
			"kms_key_id": "arn:aws:kms:eu-central-1:111122223333:key/1",
		},
	},
	"copy to another region without a key": {
		"verdict": "fail",
		"values": {"destination_region": "eu-central-1"},
		"attribute": "kms_key_id",
	},
	"key known after apply": {
		"verdict": "pass",
		"values": {"destination_region": "eu-central-1"},
		"unknown": ["kms_key_id"],
	},
	"destination known after apply": {"verdict": "unknown", "values": {}, "unknown": ["destination_region"]},
	"copy within the region keeps the encryption of its source": {
		"verdict": "pass",
		"values": {"target_db_snapshot_identifier": "copy"},
	},
	"live snapshot that is not encrypted": {
		"verdict": "fail",
		"type": "aws_db_snapshot",
		"values": {"encrypted": false},
		"attribute": "encrypted",
	},
	"live cluster snapshot that is not encrypted": {
		"verdict": "fail",
		"type": "aws_db_cluster_snapshot",
		"values": {"storage_encrypted": false},
		"attribute": "storage_encrypted",
	},
}

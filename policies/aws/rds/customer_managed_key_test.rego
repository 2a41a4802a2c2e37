package aws.rds.customer_managed_key_test

import rego.v1

cases := {
	"key known after apply": {
		"verdict": "pass",
		"values": {"storage_encrypted": true},
		"environment": "prod",
		"unknown": ["kms_key_id"],
	},
	"prod with the AWS managed key": {
		"verdict": "fail",
		"values": {"storage_encrypted": true},
		"environment": "prod",
		"attribute": "kms_key_id",
	},
	"dev with the AWS managed key": {
		"verdict": "not_applicable",
		"values": {"storage_encrypted": true},
		"environment": "dev",
	},
	"Aurora in prod": {
		"verdict": "fail",
		"type": "aws_rds_cluster",
		"values": {"storage_encrypted": true},
		"environment": "prod",
		"attribute": "kms_key_id",
	},
	"storage that is not encrypted is another finding": {
		"verdict": "pass",
		"values": {"storage_encrypted": false},
		"environment": "prod",
	},
	"encryption known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "prod",
		"unknown": ["storage_encrypted"],
	},
}

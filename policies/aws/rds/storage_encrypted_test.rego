package aws.rds.storage_encrypted_test

import rego.v1

cases := {
	"encrypted": {"verdict": "pass", "values": {"storage_encrypted": true}},
	"storage_encrypted is false": {
		"verdict": "fail",
		"values": {"storage_encrypted": false},
		"attribute": "storage_encrypted",
	},
	"not set": {"verdict": "fail", "values": {}, "attribute": "storage_encrypted"},
	"a key alone does not encrypt": {
		"verdict": "fail",
		"values": {"kms_key_id": "arn:aws:kms:eu-west-1:111122223333:key/1"},
		"attribute": "storage_encrypted",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["storage_encrypted"]},
	"replica of an instance that is made in the same apply": {
		"verdict": "pass",
		"values": {},
		"unknown": ["replicate_source_db"],
	},
	"encryption holds in dev as well": {
		"verdict": "fail",
		"values": {"storage_encrypted": false},
		"environment": "dev",
		"attribute": "storage_encrypted",
	},
}

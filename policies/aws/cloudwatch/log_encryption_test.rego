package aws.cloudwatch.log_encryption_test

import rego.v1

cases := {
	"own key": {
		"verdict": "pass",
		"values": {"kms_key_id": "arn:aws:kms:eu-west-1:111122223333:key/1"},
		"environment": "prod",
	},
	"key made in the same apply": {
		"verdict": "pass",
		"values": {},
		"environment": "prod",
		"unknown": ["kms_key_id"],
	},
	"none in prod": {
		"verdict": "fail",
		"values": {"name": "/sf/app"},
		"environment": "prod",
		"attribute": "kms_key_id",
	},
	"none in dev": {"verdict": "not_applicable", "values": {"name": "/sf/app"}, "environment": "dev"},
	"no environment": {"verdict": "fail", "values": {"name": "/sf/app"}, "attribute": "kms_key_id"},
}

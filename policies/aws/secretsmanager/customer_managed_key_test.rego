package aws.secretsmanager.customer_managed_key_test

import rego.v1

cases := {
	"own key": {"verdict": "pass", "values": {"kms_key_id": "arn:aws:kms:eu-west-1:111122223333:key/1"}},
	"own alias": {"verdict": "pass", "values": {"kms_key_id": "alias/app"}},
	"not set": {"verdict": "fail", "values": {"name": "app"}, "attribute": "kms_key_id"},
	"the alias of AWS's key": {
		"verdict": "fail",
		"values": {"kms_key_id": "alias/aws/secretsmanager"},
		"attribute": "kms_key_id",
	},
	"dev may do without": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"prod may not": {"verdict": "fail", "values": {}, "environment": "prod"},
	"own key, known after apply": {"verdict": "pass", "values": {}, "unknown": ["kms_key_id"]},
}

package aws.backup.vault_encryption_test

import rego.v1

cases := {
	"own key": {"verdict": "pass", "values": {"kms_key_arn": "arn:aws:kms:eu-west-1:111122223333:key/1"}},
	"key made in the same apply": {"verdict": "pass", "values": {"name": "sf"}, "unknown": ["kms_key_arn"]},
	"none": {"verdict": "fail", "values": {"name": "sf"}, "attribute": "kms_key_arn"},
}

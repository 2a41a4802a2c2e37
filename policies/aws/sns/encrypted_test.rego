package aws.sns.encrypted_test

import rego.v1

cases := {
	"own key": {"verdict": "pass", "values": {"kms_master_key_id": "arn:aws:kms:eu-west-1:111122223333:key/1"}},
	"AWS's key": {"verdict": "pass", "values": {"kms_master_key_id": "alias/aws/sns"}},
	"not set": {"verdict": "fail", "values": {}, "attribute": "kms_master_key_id"},
	"empty": {"verdict": "fail", "values": {"kms_master_key_id": ""}, "attribute": "kms_master_key_id"},
	"own key, known after apply": {"verdict": "pass", "values": {}, "unknown": ["kms_master_key_id"]},
}

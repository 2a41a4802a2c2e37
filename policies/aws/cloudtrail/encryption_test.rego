package aws.cloudtrail.encryption_test

import rego.v1

cases := {
	"on": {"verdict": "pass", "values": {"kms_key_id": "arn:aws:x:eu-west-1:111122223333:y"}},
	"not set": {"verdict": "fail", "values": {"name": "main"}, "attribute": "kms_key_id"},
	"known after apply": {"verdict": "pass", "values": {"name": "main"}, "unknown": ["kms_key_id"]},
}

package aws.iam.password_reuse_test

import rego.v1

cases := {
	"24": {"verdict": "pass", "values": {"password_reuse_prevention": 24}},
	"5": {"verdict": "fail", "values": {"password_reuse_prevention": 5}, "attribute": "password_reuse_prevention"},
	"not set": {"verdict": "fail", "values": {}, "attribute": "password_reuse_prevention"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["password_reuse_prevention"]},
}

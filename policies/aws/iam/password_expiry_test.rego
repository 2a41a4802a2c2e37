package aws.iam.password_expiry_test

import rego.v1

cases := {
	"90 days": {"verdict": "pass", "values": {"max_password_age": 90}},
	"a year": {"verdict": "fail", "values": {"max_password_age": 365}, "attribute": "max_password_age"},
	"0 means never": {"verdict": "fail", "values": {"max_password_age": 0}, "attribute": "max_password_age"},
	"not set": {"verdict": "fail", "values": {}, "findings": 1, "attribute": "max_password_age"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["max_password_age"]},
}

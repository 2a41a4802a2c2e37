package aws.iam.password_length_test

import rego.v1

cases := {
	"14": {"verdict": "pass", "values": {"minimum_password_length": 14}},
	"a number in a string": {"verdict": "pass", "values": {"minimum_password_length": "16"}},
	"8": {"verdict": "fail", "values": {"minimum_password_length": 8}, "attribute": "minimum_password_length"},
	"not set means 6": {"verdict": "fail", "values": {}, "attribute": "minimum_password_length"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["minimum_password_length"]},
}

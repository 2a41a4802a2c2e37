package aws.vpc.endpoint_service_principals_test

import rego.v1

cases := {
	"one account": {"verdict": "pass", "values": {"allowed_principals": ["arn:aws:iam::111122223333:root"]}},
	"nobody": {"verdict": "pass", "values": {}},
	"everybody": {
		"verdict": "fail",
		"values": {"allowed_principals": ["arn:aws:iam::111122223333:root", "*"]},
		"attribute": "allowed_principals[1]",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["allowed_principals"]},
}

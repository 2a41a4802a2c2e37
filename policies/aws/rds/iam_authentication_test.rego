package aws.rds.iam_authentication_test

import rego.v1

cases := {
	"on": {"verdict": "pass", "values": {"engine": "postgres", "iam_database_authentication_enabled": true}},
	"off": {
		"verdict": "fail",
		"values": {"engine": "postgres", "iam_database_authentication_enabled": false},
		"attribute": "iam_database_authentication_enabled",
	},
	"not set": {
		"verdict": "fail",
		"values": {"engine": "postgres"},
		"attribute": "iam_database_authentication_enabled",
	},
	"an engine that cannot": {"verdict": "pass", "values": {"engine": "oracle-ee"}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"engine": "postgres"},
		"unknown": ["iam_database_authentication_enabled"],
	},
	"engine known after apply": {"verdict": "unknown", "values": {}, "unknown": ["engine"]},
}

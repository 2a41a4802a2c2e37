package aws.rds.cluster_iam_authentication_test

import rego.v1

cases := {
	"on": {
		"verdict": "pass",
		"values": {"engine": "aurora-postgresql", "iam_database_authentication_enabled": true},
	},
	"off": {
		"verdict": "fail",
		"values": {"engine": "aurora-postgresql", "iam_database_authentication_enabled": false},
		"attribute": "iam_database_authentication_enabled",
	},
	"not set": {
		"verdict": "fail",
		"values": {"engine": "aurora-postgresql"},
		"attribute": "iam_database_authentication_enabled",
	},
	"an engine that cannot": {"verdict": "pass", "values": {"engine": "neptune"}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"engine": "aurora-postgresql"},
		"unknown": ["iam_database_authentication_enabled"],
	},
	"engine known after apply": {"verdict": "unknown", "values": {}, "unknown": ["engine"]},
}

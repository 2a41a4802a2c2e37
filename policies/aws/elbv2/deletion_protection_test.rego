package aws.elbv2.deletion_protection_test

import rego.v1

cases := {
	"true": {"verdict": "pass", "values": {"enable_deletion_protection": true}},
	"false": {
		"verdict": "fail",
		"values": {"enable_deletion_protection": false},
		"attribute": "enable_deletion_protection",
	},
	"not set in prod": {
		"verdict": "fail",
		"values": {},
		"environment": "prod",
		"attribute": "enable_deletion_protection",
	},
	"dev may do without": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"staging may do without": {"verdict": "not_applicable", "values": {}, "environment": "staging"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["enable_deletion_protection"]},
}

package aws.rds.deletion_protection_test

import rego.v1

cases := {
	"protected": {"verdict": "pass", "values": {"deletion_protection": true}, "environment": "prod"},
	"prod, off": {
		"verdict": "fail",
		"values": {"deletion_protection": false},
		"environment": "prod",
		"attribute": "deletion_protection",
	},
	"prod, not set": {
		"verdict": "fail",
		"values": {},
		"environment": "prod",
		"attribute": "deletion_protection",
	},
	"no environment": {"verdict": "fail", "values": {}, "attribute": "deletion_protection"},
	"dev is made and thrown away": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "prod",
		"unknown": ["deletion_protection"],
	},
}

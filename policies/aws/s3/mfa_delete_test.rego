package aws.s3.mfa_delete_test

import rego.v1

cases := {
	"on": {
		"verdict": "pass",
		"values": {"versioning": {"status": "Enabled", "mfa_delete": "Enabled"}},
		"parameters": {"s3": {"mfa_delete": true}},
	},
	"off where it is required": {
		"verdict": "fail",
		"values": {"versioning": {"status": "Enabled"}},
		"parameters": {"s3": {"mfa_delete": true}},
		"attribute": "versioning.mfa_delete",
	},
	"not required": {"verdict": "not_applicable", "values": {"versioning": {"status": "Enabled"}}},
	"no versions": {"verdict": "pass", "values": {}, "parameters": {"s3": {"mfa_delete": true}}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"versioning": {"status": "Enabled"}},
		"parameters": {"s3": {"mfa_delete": true}},
		"unknown": ["versioning.mfa_delete"],
	},
}

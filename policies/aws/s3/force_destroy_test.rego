package aws.s3.force_destroy_test

import rego.v1

cases := {
	"not set": {"verdict": "pass", "values": {"bucket": "sf-videos"}},
	"off": {"verdict": "pass", "values": {"force_destroy": false}, "environment": "prod"},
	"on in prod": {
		"verdict": "fail",
		"values": {"force_destroy": true},
		"environment": "prod",
		"attribute": "force_destroy",
	},
	"on in dev": {"verdict": "pass", "values": {"force_destroy": true}, "environment": "dev"},
	"no environment": {"verdict": "fail", "values": {"force_destroy": true}, "attribute": "force_destroy"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["force_destroy"]},
}

package aws.acm.transparency_test

import rego.v1

cases := {
	"not set means logged": {"verdict": "pass", "values": {}},
	"enabled": {"verdict": "pass", "values": {"options": {"certificate_transparency_logging_preference": "ENABLED"}}},
	"disabled": {
		"verdict": "fail",
		"values": {"options": {"certificate_transparency_logging_preference": "DISABLED"}},
		"attribute": "options.certificate_transparency_logging_preference",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"options": {}},
		"unknown": ["options.certificate_transparency_logging_preference"],
	},
}

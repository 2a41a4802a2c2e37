package aws.iam.password_complexity_test

import rego.v1

cases := {
	"all four": {
		"verdict": "pass",
		"values": {
			"require_lowercase_characters": true,
			"require_uppercase_characters": true,
			"require_numbers": true,
			"require_symbols": true,
		},
	},
	"no symbols": {
		"verdict": "fail",
		"values": {
			"require_lowercase_characters": true,
			"require_uppercase_characters": true,
			"require_numbers": true,
			"require_symbols": false,
		},
		"findings": 1,
		"attribute": "require_symbols",
	},
	"none set": {"verdict": "fail", "values": {}, "findings": 4},
	"one known after apply": {
		"verdict": "unknown",
		"values": {
			"require_lowercase_characters": true,
			"require_uppercase_characters": true,
			"require_numbers": true,
		},
		"unknown": ["require_symbols"],
	},
}

package aws.s3.noncurrent_expiration_test

import rego.v1

cases := {
	"expire after 30 days": {
		"verdict": "pass",
		"values": {
			"versioning": {"status": "Enabled"},
			"lifecycle_configuration": {
				"rule": [{
					"id": "a",
					"status": "Enabled",
					"noncurrent_version_expiration": {"noncurrent_days": 30},
				}],
			},
		},
	},
	"kept for ever": {
		"verdict": "fail",
		"values": {
			"versioning": {"status": "Enabled"},
			"lifecycle_configuration": {
				"rule": [{"id": "a", "status": "Enabled", "expiration": {"days": 730}}],
			},
		},
		"attribute": "lifecycle_configuration.rule",
	},
	"no lifecycle": {
		"verdict": "fail",
		"values": {"versioning": {"status": "Enabled"}},
		"attribute": "lifecycle_configuration.rule",
	},
	"only in a disabled rule": {
		"verdict": "fail",
		"values": {
			"versioning": {"status": "Enabled"},
			"lifecycle_configuration": {
				"rule": [{
					"id": "a",
					"status": "Disabled",
					"noncurrent_version_expiration": {"noncurrent_days": 30},
				}],
			},
		},
	},
	"no versions": {"verdict": "pass", "values": {"bucket": "sf-uploads"}},
	"lifecycle known after apply": {
		"verdict": "unknown",
		"values": {"versioning": {"status": "Enabled"}},
		"unknown": ["lifecycle_configuration"],
	},
}

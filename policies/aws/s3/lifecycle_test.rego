package aws.s3.lifecycle_test

import rego.v1

cases := {
	"expires": {
		"verdict": "pass",
		"values": {
			"lifecycle_configuration": {
				"rule": [{"id": "expire", "status": "Enabled", "expiration": {"days": 730}}],
			},
		},
	},
	"disabled": {
		"verdict": "fail",
		"values": {
			"lifecycle_configuration": {
				"rule": [{"id": "expire", "status": "Disabled", "expiration": {"days": 730}}],
			},
		},
		"attribute": "lifecycle_configuration.rule",
	},
	"not set": {
		"verdict": "fail",
		"values": {"bucket": "sf-videos"},
		"attribute": "lifecycle_configuration.rule",
	},
	"one of two enabled": {
		"verdict": "pass",
		"values": {
			"lifecycle_configuration": {
				"rule": [{"id": "a", "status": "Disabled"}, {"id": "b", "status": "Enabled"}],
			},
		},
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["lifecycle_configuration"]},
}

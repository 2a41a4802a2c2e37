package aws.s3.abort_multipart_test

import rego.v1

cases := {
	"aborted after a week": {
		"verdict": "pass",
		"values": {
			"lifecycle_configuration": {
				"rule": [{
					"id": "a",
					"status": "Enabled",
					"abort_incomplete_multipart_upload": {"days_after_initiation": 7},
				}],
			},
		},
	},
	"never": {
		"verdict": "fail",
		"values": {
			"lifecycle_configuration": {
				"rule": [{"id": "a", "status": "Enabled", "expiration": {"days": 730}}],
			},
		},
		"attribute": "lifecycle_configuration.rule",
	},
	"only in a disabled rule": {
		"verdict": "fail",
		"values": {
			"lifecycle_configuration": {
				"rule": [{
					"id": "a",
					"status": "Disabled",
					"abort_incomplete_multipart_upload": {"days_after_initiation": 7},
				}],
			},
		},
	},
	"no lifecycle": {"verdict": "pass", "values": {"bucket": "sf-videos"}},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["lifecycle_configuration"]},
}

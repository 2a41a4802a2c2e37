package aws.s3.versioning_test

import rego.v1

cases := {
	"enabled": {"verdict": "pass", "values": {"versioning": {"status": "Enabled"}}, "environment": "prod"},
	"suspended": {
		"verdict": "fail",
		"values": {"versioning": {"status": "Suspended"}},
		"environment": "prod",
		"attribute": "versioning.status",
	},
	"not set": {"verdict": "fail", "values": {"bucket": "sf-videos"}, "attribute": "versioning.status"},
	"dev": {"verdict": "not_applicable", "values": {"bucket": "sf-videos"}, "environment": "dev"},
	"log bucket": {"verdict": "pass", "values": {"bucket": "sf-prod-logs"}, "environment": "prod"},
	"uploads are gone after a week": {
		"verdict": "pass",
		"values": {
			"bucket": "sf-uploads",
			"lifecycle_configuration": {
				"rule": [{"id": "expire", "status": "Enabled", "expiration": {"days": 7}}],
			},
		},
		"environment": "prod",
	},
	"only a part is gone after a week": {
		"verdict": "fail",
		"values": {
			"bucket": "sf-videos",
			"lifecycle_configuration": {
				"rule": [{
					"id": "expire",
					"status": "Enabled",
					"filter": {"prefix": "tmp/"},
					"expiration": {"days": 7},
				}],
			},
		},
		"environment": "prod",
	},
	"marked as temporary": {
		"verdict": "pass",
		"values": {"bucket": "sf-scratch", "tags": {"DataClass": "temporary"}},
		"environment": "prod",
	},
	"marked as something else": {
		"verdict": "fail",
		"values": {"bucket": "sf-videos", "tags": {"DataClass": "critical"}},
		"environment": "prod",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"bucket": "sf-videos"},
		"environment": "prod",
		"unknown": ["versioning.status"],
	},
}

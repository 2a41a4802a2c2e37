package aws.s3.acls_disabled_test

import rego.v1

cases := {
	"enforced": {
		"verdict": "pass",
		"values": {"ownership_controls": {"rule": {"object_ownership": "BucketOwnerEnforced"}}},
	},
	"not set is enforced": {"verdict": "pass", "values": {"bucket": "sf-videos"}},
	"preferred": {
		"verdict": "fail",
		"values": {
			"bucket": "sf-videos",
			"ownership_controls": {"rule": {"object_ownership": "BucketOwnerPreferred"}},
		},
		"attribute": "ownership_controls.rule.object_ownership",
	},
	"object writer": {
		"verdict": "fail",
		"values": {"bucket": "sf-videos", "ownership_controls": {"rule": {"object_ownership": "ObjectWriter"}}},
	},
	"log bucket of CloudFront": {
		"verdict": "pass",
		"values": {
			"bucket": "sf-cdn-logs",
			"ownership_controls": {"rule": {"object_ownership": "BucketOwnerPreferred"}},
		},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"unknown": ["ownership_controls.rule.object_ownership"],
	},
}

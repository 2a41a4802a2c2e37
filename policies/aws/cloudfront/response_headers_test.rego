package aws.cloudfront.response_headers_test

import rego.v1

cases := {
	"managed policy": {
		"verdict": "pass",
		"values": {
			"default_cache_behavior": {"response_headers_policy_id": "67f7725c-6f97-4210-82d7-5512b31e9d03"},
		},
	},
	"made in the same apply": {
		"verdict": "pass",
		"values": {},
		"unknown": ["default_cache_behavior.response_headers_policy_id"],
	},
	"none": {
		"verdict": "fail",
		"values": {"default_cache_behavior": {"viewer_protocol_policy": "https-only"}},
		"attribute": "default_cache_behavior.response_headers_policy_id",
	},
	"dev": {
		"verdict": "not_applicable",
		"values": {"default_cache_behavior": {"viewer_protocol_policy": "https-only"}},
		"environment": "dev",
	},
}

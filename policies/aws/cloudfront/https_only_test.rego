package aws.cloudfront.https_only_test

import rego.v1

cases := {
	"redirected": {
		"verdict": "pass",
		"values": {
			"default_cache_behavior": {"viewer_protocol_policy": "redirect-to-https"},
			"ordered_cache_behavior": [{"path_pattern": "/api/*", "viewer_protocol_policy": "https-only"}],
		},
	},
	"default behaviour allows HTTP": {
		"verdict": "fail",
		"values": {"default_cache_behavior": {"viewer_protocol_policy": "allow-all"}},
		"attribute": "default_cache_behavior.viewer_protocol_policy",
	},
	"one path allows HTTP": {
		"verdict": "fail",
		"values": {
			"default_cache_behavior": {"viewer_protocol_policy": "https-only"},
			"ordered_cache_behavior": [
				{"path_pattern": "/a/*", "viewer_protocol_policy": "https-only"},
				{"path_pattern": "/b/*", "viewer_protocol_policy": "allow-all"},
			],
		},
		"findings": 1,
		"attribute": "ordered_cache_behavior[1].viewer_protocol_policy",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"default_cache_behavior": {}},
		"unknown": ["default_cache_behavior.viewer_protocol_policy"],
	},
}

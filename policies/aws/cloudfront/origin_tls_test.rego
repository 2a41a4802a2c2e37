package aws.cloudfront.origin_tls_test

import rego.v1

cases := {
	"HTTPS": {
		"verdict": "pass",
		"values": {
			"origin": [{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "https-only"}}],
		},
	},
	"plain HTTP": {
		"verdict": "fail",
		"values": {
			"origin": [{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "http-only"}}],
		},
		"attribute": "origin[0].custom_origin_config.origin_protocol_policy",
	},
	"as the viewer, who may use HTTP": {
		"verdict": "fail",
		"values": {
			"origin": [{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "match-viewer"}}],
			"default_cache_behavior": {"viewer_protocol_policy": "allow-all"},
		},
		"attribute": "origin[0].custom_origin_config.origin_protocol_policy",
	},
	"as the viewer, who may use HTTP for one path": {
		"verdict": "fail",
		"values": {
			"origin": [{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "match-viewer"}}],
			"default_cache_behavior": {"viewer_protocol_policy": "https-only"},
			"ordered_cache_behavior": [{"viewer_protocol_policy": "allow-all"}],
		},
	},
	"as the viewer, who must use HTTPS": {
		"verdict": "pass",
		"values": {
			"origin": [{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "match-viewer"}}],
			"default_cache_behavior": {"viewer_protocol_policy": "redirect-to-https"},
		},
	},
	"S3 origin": {
		"verdict": "pass",
		"values": {"origin": [{"origin_id": "static", "origin_access_control_id": "E1"}]},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"origin": [{"origin_id": "api"}]},
		"unknown": ["origin[0].custom_origin_config.origin_protocol_policy"],
	},
}

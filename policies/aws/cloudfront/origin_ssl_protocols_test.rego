package aws.cloudfront.origin_ssl_protocols_test

import rego.v1

cases := {
	"TLS 1.2 only": {
		"verdict": "pass",
		"values": {
			"origin": [{
				"origin_id": "api",
				"custom_origin_config": {
					"origin_protocol_policy": "https-only",
					"origin_ssl_protocols": ["TLSv1.2"],
				},
			}],
		},
	},
	"older ones too": {
		"verdict": "fail",
		"values": {
			"origin": [{
				"origin_id": "api",
				"custom_origin_config": {
					"origin_protocol_policy": "https-only",
					"origin_ssl_protocols": ["TLSv1", "TLSv1.1", "TLSv1.2"],
				},
			}],
		},
		"findings": 2,
		"attribute": "origin[0].custom_origin_config.origin_ssl_protocols",
	},
	"SSLv3": {
		"verdict": "fail",
		"values": {
			"origin": [{
				"origin_id": "api",
				"custom_origin_config": {
					"origin_protocol_policy": "https-only",
					"origin_ssl_protocols": ["SSLv3"],
				},
			}],
		},
		"findings": 1,
	},
	"S3 origin": {"verdict": "pass", "values": {"origin": [{"origin_id": "static"}]}},
	"known after apply": {
		"verdict": "unknown",
		"values": {
			"origin": [{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "https-only"}}],
		},
		"unknown": ["origin[0].custom_origin_config.origin_ssl_protocols"],
	},
}

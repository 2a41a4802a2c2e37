package aws.cloudfront.no_origin_access_identity_test

import rego.v1

cases := {
	"access control": {
		"verdict": "pass",
		"values": {
			"origin": [
				{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "https-only"}},
				{
					"origin_id": "static",
					"domain_name": "sf-static.s3.eu-west-1.amazonaws.com",
					"origin_access_control_id": "E1",
				},
			],
		},
	},
	"access control with an empty identity": {
		"verdict": "pass",
		"values": {
			"origin": [
				{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "https-only"}},
				{
					"origin_id": "static",
					"domain_name": "sf-static.s3.eu-west-1.amazonaws.com",
					"origin_access_control_id": "E1",
					"s3_origin_config": {"origin_access_identity": ""},
				},
			],
		},
	},
	"identity": {
		"verdict": "fail",
		"values": {
			"origin": [
				{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "https-only"}},
				{
					"origin_id": "static",
					"domain_name": "sf-static.s3.eu-west-1.amazonaws.com",
					"s3_origin_config": {"origin_access_identity": "origin-access-identity/cloudfront/E1"},
				},
			],
		},
		"attribute": "origin[1].s3_origin_config",
	},
	"identity made in the same apply": {
		"verdict": "fail",
		"values": {
			"origin": [
				{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "https-only"}},
				{"origin_id": "static", "domain_name": "sf-static.s3.eu-west-1.amazonaws.com"},
			],
		},
		"unknown": ["origin[1].s3_origin_config.origin_access_identity"],
		"attribute": "origin[1].s3_origin_config",
	},
	"origins known after apply": {"verdict": "unknown", "values": {}, "unknown": ["origin"]},
}

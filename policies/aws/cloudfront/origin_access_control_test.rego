package aws.cloudfront.origin_access_control_test

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
	"access control made in the same apply": {
		"verdict": "pass",
		"values": {
			"origin": [
				{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "https-only"}},
				{"origin_id": "static", "domain_name": "sf-static.s3.eu-west-1.amazonaws.com"},
			],
		},
		"unknown": ["origin[1].origin_access_control_id", "origin[1].domain_name"],
	},
	"neither": {
		"verdict": "fail",
		"values": {
			"origin": [
				{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "https-only"}},
				{"origin_id": "static", "domain_name": "sf-static.s3.eu-west-1.amazonaws.com"},
			],
		},
		"findings": 1,
		"attribute": "origin[1].origin_access_control_id",
	},
	"origin access identity": {
		"verdict": "pass",
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
	},
	"empty origin access identity": {
		"verdict": "fail",
		"values": {
			"origin": [
				{"origin_id": "api", "custom_origin_config": {"origin_protocol_policy": "https-only"}},
				{
					"origin_id": "static",
					"domain_name": "sf-static.s3.eu-west-1.amazonaws.com",
					"s3_origin_config": {"origin_access_identity": ""},
				},
			],
		},
		"attribute": "origin[1].origin_access_control_id",
	},
	"VPC origin": {
		"verdict": "pass",
		"values": {"origin": [{"origin_id": "api", "vpc_origin_config": {"vpc_origin_id": "vo_1"}}]},
	},
	"origins known after apply": {
		"verdict": "unknown",
		"values": {},
		"unknown": ["origin[0].custom_origin_config"],
	},
}

package aws.cloudfront.geo_restriction_test

import rego.v1

cases := {
	"restricted": {
		"verdict": "pass",
		"values": {"restrictions": {"geo_restriction": {"restriction_type": "whitelist", "locations": ["DE"]}}},
		"parameters": {"cloudfront": {"geo_restriction": true}},
	},
	"none where it is required": {
		"verdict": "fail",
		"values": {"restrictions": {"geo_restriction": {"restriction_type": "none"}}},
		"parameters": {"cloudfront": {"geo_restriction": true}},
		"attribute": "restrictions.geo_restriction.restriction_type",
	},
	"not required": {
		"verdict": "not_applicable",
		"values": {"restrictions": {"geo_restriction": {"restriction_type": "none"}}},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"parameters": {"cloudfront": {"geo_restriction": true}},
		"unknown": ["restrictions.geo_restriction.restriction_type"],
	},
}

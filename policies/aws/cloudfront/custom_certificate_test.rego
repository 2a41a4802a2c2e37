package aws.cloudfront.custom_certificate_test

import rego.v1

cases := {
	"ACM": {
		"verdict": "pass",
		"values": {
			"viewer_certificate": {"acm_certificate_arn": "arn:aws:acm:us-east-1:111122223333:certificate/1"},
		},
	},
	"certificate made in the same apply": {
		"verdict": "pass",
		"values": {"viewer_certificate": {"ssl_support_method": "sni-only"}},
		"unknown": ["viewer_certificate.acm_certificate_arn"],
	},
	"default certificate": {
		"verdict": "fail",
		"values": {"viewer_certificate": {"cloudfront_default_certificate": true}},
		"attribute": "viewer_certificate.acm_certificate_arn",
	},
	"dev may use the default": {
		"verdict": "not_applicable",
		"values": {"viewer_certificate": {"cloudfront_default_certificate": true}},
		"environment": "dev",
	},
}

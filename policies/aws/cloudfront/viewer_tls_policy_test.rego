package aws.cloudfront.viewer_tls_policy_test

import rego.v1

cases := {
	"current": {
		"verdict": "pass",
		"values": {
			"viewer_certificate": {
				"acm_certificate_arn": "arn:aws:acm:us-east-1:111122223333:certificate/1",
				"minimum_protocol_version": "TLSv1.2_2021",
			},
		},
	},
	"TLS 1.3": {
		"verdict": "pass",
		"values": {
			"viewer_certificate": {
				"acm_certificate_arn": "arn:aws:acm:us-east-1:111122223333:certificate/1",
				"minimum_protocol_version": "TLSv1.3_2025",
			},
		},
	},
	"old": {
		"verdict": "fail",
		"values": {
			"viewer_certificate": {
				"acm_certificate_arn": "arn:aws:acm:us-east-1:111122223333:certificate/1",
				"minimum_protocol_version": "TLSv1.1_2016",
			},
		},
		"attribute": "viewer_certificate.minimum_protocol_version",
	},
	"not set": {
		"verdict": "fail",
		"values": {
			"viewer_certificate": {"acm_certificate_arn": "arn:aws:acm:us-east-1:111122223333:certificate/1"},
		},
		"attribute": "viewer_certificate.minimum_protocol_version",
	},
	"certificate of CloudFront": {
		"verdict": "pass",
		"values": {"viewer_certificate": {"cloudfront_default_certificate": true}},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"viewer_certificate": {"ssl_support_method": "sni-only"}},
		"unknown": ["viewer_certificate.minimum_protocol_version"],
	},
}

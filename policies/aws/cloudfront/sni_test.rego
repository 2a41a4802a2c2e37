package aws.cloudfront.sni_test

import rego.v1

cases := {
	"SNI": {"verdict": "pass", "values": {"viewer_certificate": {"ssl_support_method": "sni-only"}}},
	"dedicated addresses": {
		"verdict": "fail",
		"values": {"viewer_certificate": {"ssl_support_method": "vip"}},
		"attribute": "viewer_certificate.ssl_support_method",
	},
	"default certificate": {
		"verdict": "pass",
		"values": {"viewer_certificate": {"cloudfront_default_certificate": true}},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"unknown": ["viewer_certificate.ssl_support_method"],
	},
}

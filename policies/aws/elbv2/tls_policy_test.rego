package aws.elbv2.tls_policy_test

import rego.v1

cases := {
	"TLS 1.2 and 1.3": {
		"verdict": "pass",
		"values": {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06"},
	},
	"TLS 1.3 only": {
		"verdict": "pass",
		"values": {"protocol": "TLS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-3-2021-06"},
	},
	"with post-quantum key exchange": {
		"verdict": "pass",
		"values": {
			"protocol": "HTTPS",
			"ssl_policy": "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
		},
	},
	"forward secrecy": {
		"verdict": "pass",
		"values": {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-FS-1-2-Res-2020-10"},
	},
	"an HTTP listener": {"verdict": "pass", "values": {"protocol": "HTTP"}},
	"not set means the default of 2016": {
		"verdict": "fail",
		"values": {"protocol": "HTTPS"},
		"attribute": "ssl_policy",
	},
	"TLS 1.1": {
		"verdict": "fail",
		"values": {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS-1-1-2017-01"},
		"attribute": "ssl_policy",
	},
	"TLS 1.0 beside 1.3": {
		"verdict": "fail",
		"values": {"protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-0-2021-06"},
		"attribute": "ssl_policy",
	},
	"known after apply": {"verdict": "unknown", "values": {"protocol": "HTTPS"}, "unknown": ["ssl_policy"]},
}

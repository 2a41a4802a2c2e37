package aws.s3.cors_any_origin_test

import rego.v1

cases := {
	"one site": {
		"verdict": "pass",
		"values": {
			"cors_configuration": {
				"cors_rule": [{
					"allowed_origins": ["https://socialflow.example"],
					"allowed_methods": ["GET", "PUT"],
				}],
			},
		},
	},
	"subdomains of one site": {
		"verdict": "pass",
		"values": {
			"cors_configuration": {
				"cors_rule": [{"allowed_origins": ["https://*.socialflow.example"], "allowed_methods": ["PUT"]}],
			},
		},
	},
	"everyone may write": {
		"verdict": "fail",
		"values": {
			"cors_configuration": {
				"cors_rule": [{"allowed_origins": ["*"], "allowed_methods": ["GET", "PUT"]}],
			},
		},
		"findings": 1,
		"attribute": "cors_configuration.cors_rule[0].allowed_origins",
	},
	"everyone may read, as for fonts": {
		"verdict": "pass",
		"values": {
			"cors_configuration": {
				"cors_rule": [{"allowed_origins": ["*"], "allowed_methods": ["GET", "HEAD"]}],
			},
		},
	},
	"no CORS": {"verdict": "pass", "values": {"bucket": "sf-videos"}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"cors_configuration": {"cors_rule": [{"allowed_methods": ["PUT"]}]}},
		"unknown": ["cors_configuration.cors_rule[0].allowed_origins"],
	},
}

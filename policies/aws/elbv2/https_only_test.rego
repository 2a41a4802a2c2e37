package aws.elbv2.https_only_test

import rego.v1

cases := {
	"redirects": {
		"verdict": "pass",
		"values": {
			"protocol": "HTTP",
			"default_action": [
				{
					"type": "redirect",
					"redirect": {"protocol": "HTTPS", "status_code": "HTTP_301"},
				},
			],
		},
	},
	"an HTTPS listener": {
		"verdict": "pass",
		"values": {"protocol": "HTTPS", "default_action": [{"type": "forward"}]},
	},
	"a TCP listener": {"verdict": "pass", "values": {"protocol": "TCP", "default_action": [{"type": "forward"}]}},
	"forwards": {
		"verdict": "fail",
		"values": {"protocol": "HTTP", "default_action": [{"type": "forward"}]},
		"attribute": "default_action[0].type",
	},
	"redirects to HTTP": {
		"verdict": "fail",
		"values": {
			"protocol": "HTTP",
			"default_action": [{"type": "redirect", "redirect": {"protocol": "HTTP"}}],
		},
		"attribute": "default_action[0].redirect.protocol",
	},
	"redirects and keeps the protocol": {
		"verdict": "fail",
		"values": {
			"protocol": "HTTP",
			"default_action": [{"type": "redirect", "redirect": {"host": "example.com"}}],
		},
		"attribute": "default_action[0].redirect.protocol",
	},
	"action known after apply": {
		"verdict": "unknown",
		"values": {"protocol": "HTTP", "default_action": [{}]},
		"unknown": ["default_action[0].type"],
	},
	"protocol known after apply": {
		"verdict": "unknown",
		"values": {"default_action": [{"type": "forward"}]},
		"unknown": ["protocol"],
	},
}

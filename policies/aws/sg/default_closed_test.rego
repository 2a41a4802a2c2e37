package aws.sg.default_closed_test

import rego.v1

cases := {
	"no rules": {"verdict": "pass", "values": {}},
	"empty lists": {"verdict": "pass", "values": {"ingress": [], "egress": []}},
	"members reach each other": {
		"verdict": "fail",
		"values": {"ingress": [{"protocol": "-1", "self": true}]},
		"attribute": "ingress",
	},
	"egress": {
		"verdict": "fail",
		"values": {"egress": [{"protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}]},
		"findings": 1,
		"attribute": "egress",
	},
	"both": {
		"verdict": "fail",
		"values": {"ingress": [{"protocol": "-1", "self": true}], "egress": [{"protocol": "-1"}]},
		"findings": 2,
	},
	"ingress known after apply": {"verdict": "unknown", "values": {}, "unknown": ["ingress"]},
	"another group may have rules": {
		"verdict": "pass",
		"values": {"name": "web", "ingress": [{"protocol": "tcp"}]},
		"type": "aws_security_group",
	},
	"listed by name in a live account": {
		"verdict": "fail",
		"values": {"name": "default", "ingress": [{"protocol": "-1"}]},
		"type": "aws_security_group",
		"attribute": "ingress",
	},
}

package aws.sg.described_test

import rego.v1

cases := {
	"both described": {
		"verdict": "pass",
		"values": {
			"description": "Load balancer",
			"ingress": [{"description": "HTTPS from anywhere"}],
		},
	},
	"group without a description": {"verdict": "fail", "values": {}, "attribute": "description"},
	"the provider's default": {
		"verdict": "fail",
		"values": {"description": "Managed by Terraform"},
		"attribute": "description",
	},
	"rule without a description": {
		"verdict": "fail",
		"values": {
			"description": "Load balancer",
			"ingress": [{"description": "HTTPS"}, {"protocol": "tcp"}],
		},
		"findings": 1,
		"attribute": "ingress[1].description",
	},
	"a rule's description known after apply": {
		"verdict": "pass",
		"values": {"description": "Load balancer", "ingress": [{"protocol": "tcp"}]},
		"unknown": ["ingress[0].description"],
	},
	"the group's description known after apply": {"verdict": "unknown", "values": {}, "unknown": ["description"]},
	"a described rule without its group": {
		"verdict": "pass",
		"values": {"description": "HTTPS"},
		"type": "aws_vpc_security_group_ingress_rule",
	},
	"a described classic rule": {
		"verdict": "pass",
		"values": {"type": "ingress", "description": "HTTPS"},
		"type": "aws_security_group_rule",
	},
	"a classic rule without a description": {
		"verdict": "fail",
		"values": {"type": "ingress"},
		"type": "aws_security_group_rule",
		"attribute": "description",
	},
	"a rule without its group": {
		"verdict": "fail",
		"values": {"ip_protocol": "tcp"},
		"type": "aws_vpc_security_group_ingress_rule",
		"attribute": "description",
	},
	"an outbound rule": {"verdict": "pass", "values": {"type": "egress"}, "type": "aws_security_group_rule"},
}

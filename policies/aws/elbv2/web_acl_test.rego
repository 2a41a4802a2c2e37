package aws.elbv2.web_acl_test

import rego.v1

cases := {
	"associated": {
		"verdict": "pass",
		"values": {"web_acl_association": {"web_acl_arn": "${aws_wafv2_web_acl.main.arn}"}},
	},
	"associated, known after apply": {
		"verdict": "pass",
		"values": {},
		"unknown": ["web_acl_association.web_acl_arn"],
	},
	"internal": {"verdict": "pass", "values": {"internal": true}},
	"a network load balancer cannot have one": {"verdict": "pass", "values": {"load_balancer_type": "network"}},
	"none": {"verdict": "fail", "values": {"internal": false}, "attribute": "web_acl_association"},
	"dev may do without": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"prod may not": {"verdict": "fail", "values": {}, "environment": "prod", "attribute": "web_acl_association"},
	"internal is known after apply": {
		"verdict": "unknown",
		"values": {"web_acl_association": {}},
		"unknown": ["internal"],
	},
}

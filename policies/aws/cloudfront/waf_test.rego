package aws.cloudfront.waf_test

import rego.v1

cases := {
	"attached": {
		"verdict": "pass",
		"values": {"web_acl_id": "arn:aws:wafv2:us-east-1:111122223333:global/webacl/sf/1"},
		"environment": "prod",
	},
	"made in the same apply": {
		"verdict": "pass",
		"values": {},
		"environment": "prod",
		"unknown": ["web_acl_id"],
	},
	"none in prod": {
		"verdict": "fail",
		"values": {"enabled": true},
		"environment": "prod",
		"attribute": "web_acl_id",
	},
	"none in staging": {"verdict": "not_applicable", "values": {"enabled": true}, "environment": "staging"},
	"no environment": {"verdict": "fail", "values": {"enabled": true}, "attribute": "web_acl_id"},
}

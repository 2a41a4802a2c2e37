package aws.elasticache.authentication_test

import rego.v1

cases := {
	"AUTH token": {"verdict": "pass", "values": {"auth_token": "(sensitive value)"}, "environment": "prod"},
	"token known after apply": {
		"verdict": "pass",
		"values": {},
		"environment": "prod",
		"unknown": ["auth_token"],
	},
	"user group": {"verdict": "pass", "values": {"user_group_ids": ["sf"]}, "environment": "prod"},
	"neither in prod": {"verdict": "fail", "values": {}, "environment": "prod", "attribute": "auth_token"},
	"empty user groups": {"verdict": "fail", "values": {"user_group_ids": []}, "attribute": "user_group_ids"},
	"no environment": {"verdict": "fail", "values": {}, "attribute": "auth_token"},
	"optional in dev": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"user groups known after apply": {"verdict": "unknown", "values": {}, "unknown": ["user_group_ids"]},
}

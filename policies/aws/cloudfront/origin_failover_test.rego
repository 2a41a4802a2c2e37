package aws.cloudfront.origin_failover_test

import rego.v1

cases := {
	"origin group": {
		"verdict": "pass",
		"values": {"origin_group": [{"origin_id": "static"}]},
		"parameters": {"cloudfront": {"origin_failover": true}},
	},
	"none where it is required": {
		"verdict": "fail",
		"values": {"enabled": true},
		"parameters": {"cloudfront": {"origin_failover": true}},
		"attribute": "origin_group",
	},
	"not required": {"verdict": "not_applicable", "values": {"enabled": true}, "environment": "prod"},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"parameters": {"cloudfront": {"origin_failover": true}},
		"unknown": ["origin_group"],
	},
}

package aws.elbv2.access_logs_test

import rego.v1

cases := {
	"enabled": {"verdict": "pass", "values": {"access_logs": {"enabled": true, "bucket": "logs"}}},
	"a gateway load balancer has none": {"verdict": "pass", "values": {"load_balancer_type": "gateway"}},
	"not set": {"verdict": "fail", "values": {}, "attribute": "access_logs.enabled"},
	"a bucket alone does not switch it on": {
		"verdict": "fail",
		"values": {"access_logs": {"bucket": "logs"}},
		"attribute": "access_logs.enabled",
	},
	"dev may do without": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"staging may not": {"verdict": "fail", "values": {}, "environment": "staging"},
	"known after apply": {"verdict": "unknown", "values": {"access_logs": {}}, "unknown": ["access_logs.enabled"]},
}

package aws.elbv2.drop_invalid_headers_test

import rego.v1

cases := {
	"true": {"verdict": "pass", "values": {"drop_invalid_header_fields": true}},
	"a network load balancer reads no headers": {"verdict": "pass", "values": {"load_balancer_type": "network"}},
	"false": {
		"verdict": "fail",
		"values": {"drop_invalid_header_fields": false},
		"attribute": "drop_invalid_header_fields",
	},
	"not set": {"verdict": "fail", "values": {}, "attribute": "drop_invalid_header_fields"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["drop_invalid_header_fields"]},
}

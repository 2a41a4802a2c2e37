package aws.cost.unattached_address_test

import rego.v1

cases := {
	"of a NAT gateway": {
		"verdict": "pass",
		"resources": {
			"aws_eip": [{"address": "aws_eip.example"}],
			"aws_nat_gateway": [{
				"address": "aws_nat_gateway.n",
				"unknown": ["allocation_id"],
				"references": {"allocation_id": ["aws_eip.example"]},
			}],
		},
	},
	"of a live NAT gateway": {
		"verdict": "pass",
		"resources": {
			"aws_eip": [{"address": "aws_eip.example", "id": "eipalloc-1"}],
			"aws_nat_gateway": [{"address": "aws_nat_gateway.n", "values": {"allocation_id": "eipalloc-1"}}],
		},
	},
	"of an instance": {"verdict": "pass", "values": {"instance": "i-1"}},
	"of an instance of the same apply": {"verdict": "pass", "values": {}, "unknown": ["instance"]},
	"live and associated": {"verdict": "pass", "values": {"association_id": "eipassoc-1"}},
	"of nothing": {"verdict": "fail", "values": {"domain": "vpc"}, "attribute": "domain"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["domain"]},
}

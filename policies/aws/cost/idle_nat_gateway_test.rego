package aws.cost.idle_nat_gateway_test

import rego.v1

cases := {
	"with a route": {
		"verdict": "pass",
		"resources": {
			"aws_nat_gateway": [{"address": "aws_nat_gateway.example"}],
			"aws_route_table": [{
				"address": "aws_route_table.private",
				"values": {"route": [{"cidr_block": "0.0.0.0/0"}]},
				"unknown": ["route[0].nat_gateway_id"],
				"references": {"route[0].nat_gateway_id": ["aws_nat_gateway.example"]},
			}],
		},
	},
	"with a live route": {
		"verdict": "pass",
		"resources": {
			"aws_nat_gateway": [{"address": "aws_nat_gateway.example", "id": "nat-1"}],
			"aws_route_table": [{
				"address": "aws_route_table.private",
				"values": {"route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-1"}]},
			}],
		},
	},
	"with a route that stands alone": {
		"verdict": "pass",
		"resources": {
			"aws_nat_gateway": [{"address": "aws_nat_gateway.example", "id": "nat-1"}],
			"aws_route": [{"address": "aws_route.private", "values": {"nat_gateway_id": "nat-1"}}],
		},
	},
	"another has the route": {
		"verdict": "fail",
		"attribute": "connectivity_type",
		"resources": {
			"aws_nat_gateway": [{"address": "aws_nat_gateway.example", "id": "nat-1"}],
			"aws_default_route_table": [{
				"address": "aws_default_route_table.main",
				"values": {"route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-2"}]},
			}],
		},
	},
	"no route at all": {"verdict": "fail", "values": {}},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["connectivity_type"]},
}

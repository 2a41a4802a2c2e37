package aws.cost.nat_gateway_per_zone_test

import rego.v1

cases := {
	"three for three zones": {
		"verdict": "pass",
		"environment": "prod",
		"resources": {
			"aws_nat_gateway": [
				{"address": "aws_nat_gateway.x[0]", "values": {}},
				{"address": "aws_nat_gateway.x[1]", "values": {}},
				{"address": "aws_nat_gateway.x[2]", "values": {}},
			],
			"aws_subnet": [
				{"address": "aws_subnet.x[0]", "values": {"availability_zone": "a"}},
				{"address": "aws_subnet.x[1]", "values": {"availability_zone": "b"}},
				{"address": "aws_subnet.x[2]", "values": {"availability_zone": "c"}},
				{"address": "aws_subnet.x[3]", "values": {"availability_zone": "a"}},
			],
		},
		"address": "aws_nat_gateway.x[0]",
	},
	"one for three zones in prod": {
		"verdict": "fail",
		"environment": "prod",
		"resources": {
			"aws_nat_gateway": [{"address": "aws_nat_gateway.x[0]", "values": {}}],
			"aws_subnet": [
				{"address": "aws_subnet.x[0]", "values": {"availability_zone": "a"}},
				{"address": "aws_subnet.x[1]", "values": {"availability_zone": "b"}},
				{"address": "aws_subnet.x[2]", "values": {"availability_zone": "c"}},
			],
		},
		"address": "aws_nat_gateway.x[0]",
		"attribute": "availability_mode",
	},
	"one for three zones in dev": {
		"verdict": "not_applicable",
		"environment": "dev",
		"resources": {
			"aws_nat_gateway": [{"address": "aws_nat_gateway.x[0]", "values": {}}],
			"aws_subnet": [
				{"address": "aws_subnet.x[0]", "values": {"availability_zone": "a"}},
				{"address": "aws_subnet.x[1]", "values": {"availability_zone": "b"}},
				{"address": "aws_subnet.x[2]", "values": {"availability_zone": "c"}},
			],
		},
		"address": "aws_nat_gateway.x[0]",
	},
	"one for three zones in staging": {
		"verdict": "not_applicable",
		"environment": "staging",
		"resources": {
			"aws_nat_gateway": [{"address": "aws_nat_gateway.x[0]", "values": {}}],
			"aws_subnet": [
				{"address": "aws_subnet.x[0]", "values": {"availability_zone": "a"}},
				{"address": "aws_subnet.x[1]", "values": {"availability_zone": "b"}},
				{"address": "aws_subnet.x[2]", "values": {"availability_zone": "c"}},
			],
		},
		"address": "aws_nat_gateway.x[0]",
	},
	"one regional gateway": {
		"verdict": "pass",
		"environment": "prod",
		"resources": {
			"aws_nat_gateway": [{
				"address": "aws_nat_gateway.x[0]",
				"values": {"availability_mode": "regional"},
			}],
			"aws_subnet": [
				{"address": "aws_subnet.x[0]", "values": {"availability_zone": "a"}},
				{"address": "aws_subnet.x[1]", "values": {"availability_zone": "b"}},
				{"address": "aws_subnet.x[2]", "values": {"availability_zone": "c"}},
			],
		},
		"address": "aws_nat_gateway.x[0]",
	},
	"zones known after apply": {
		"verdict": "pass",
		"environment": "prod",
		"resources": {
			"aws_nat_gateway": [{"address": "aws_nat_gateway.x[0]", "values": {}}],
			"aws_subnet": [{"address": "aws_subnet.s", "unknown": ["availability_zone"]}],
		},
		"address": "aws_nat_gateway.x[0]",
	},
	"mode known after apply": {
		"verdict": "unknown",
		"environment": "prod",
		"resources": {
			"aws_subnet": [
				{"address": "aws_subnet.x[0]", "values": {"availability_zone": "a"}},
				{"address": "aws_subnet.x[1]", "values": {"availability_zone": "b"}},
			],
			"aws_nat_gateway": [{"address": "aws_nat_gateway.x[0]", "unknown": ["availability_mode"]}],
		},
		"address": "aws_nat_gateway.x[0]",
	},
}

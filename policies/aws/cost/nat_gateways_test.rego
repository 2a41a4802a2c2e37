package aws.cost.nat_gateways_test

import rego.v1

cases := {
	"one in dev": {
		"verdict": "pass",
		"environment": "dev",
		"resources": {"aws_nat_gateway": [{"address": "aws_nat_gateway.x[0]", "values": {}}]},
		"address": "aws_nat_gateway.x[0]",
	},
	"the second in dev": {
		"verdict": "fail",
		"environment": "dev",
		"resources": {
			"aws_nat_gateway": [
				{"address": "aws_nat_gateway.x[0]", "values": {}},
				{"address": "aws_nat_gateway.x[1]", "values": {}},
			],
		},
		"address": "aws_nat_gateway.x[1]",
		"findings": 1,
	},
	"the first of two in dev": {
		"verdict": "pass",
		"environment": "dev",
		"resources": {
			"aws_nat_gateway": [
				{"address": "aws_nat_gateway.x[0]", "values": {}},
				{"address": "aws_nat_gateway.x[1]", "values": {}},
			],
		},
		"address": "aws_nat_gateway.x[0]",
	},
	"three in staging": {
		"verdict": "pass",
		"environment": "staging",
		"resources": {
			"aws_nat_gateway": [
				{"address": "aws_nat_gateway.x[0]", "values": {}},
				{"address": "aws_nat_gateway.x[1]", "values": {}},
				{"address": "aws_nat_gateway.x[2]", "values": {}},
			],
		},
		"address": "aws_nat_gateway.x[2]",
	},
	"four in prod": {
		"verdict": "fail",
		"environment": "prod",
		"resources": {
			"aws_nat_gateway": [
				{"address": "aws_nat_gateway.x[0]", "values": {}},
				{"address": "aws_nat_gateway.x[1]", "values": {}},
				{"address": "aws_nat_gateway.x[2]", "values": {}},
				{"address": "aws_nat_gateway.x[3]", "values": {}},
			],
		},
		"address": "aws_nat_gateway.x[3]",
	},
	"no environment": {
		"verdict": "pass",
		"resources": {
			"aws_nat_gateway": [
				{"address": "aws_nat_gateway.x[0]", "values": {}},
				{"address": "aws_nat_gateway.x[1]", "values": {}},
				{"address": "aws_nat_gateway.x[2]", "values": {}},
				{"address": "aws_nat_gateway.x[3]", "values": {}},
			],
		},
		"address": "aws_nat_gateway.x[3]",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "dev",
		"unknown": ["connectivity_type"],
	},
}

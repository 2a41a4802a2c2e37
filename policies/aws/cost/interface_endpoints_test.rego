package aws.cost.interface_endpoints_test

import rego.v1

cases := {
	"five in dev": {
		"verdict": "pass",
		"environment": "dev",
		"resources": {
			"aws_vpc_endpoint": [
				{"address": "aws_vpc_endpoint.x[0]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[1]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[2]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[3]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[4]", "values": {"vpc_endpoint_type": "Interface"}},
			],
		},
		"address": "aws_vpc_endpoint.x[4]",
	},
	"the sixth in dev": {
		"verdict": "fail",
		"environment": "dev",
		"resources": {
			"aws_vpc_endpoint": [
				{"address": "aws_vpc_endpoint.x[0]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[1]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[2]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[3]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[4]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[5]", "values": {"vpc_endpoint_type": "Interface"}},
			],
		},
		"address": "aws_vpc_endpoint.x[5]",
		"findings": 1,
		"attribute": "vpc_endpoint_type",
	},
	"six in prod": {
		"verdict": "pass",
		"environment": "prod",
		"resources": {
			"aws_vpc_endpoint": [
				{"address": "aws_vpc_endpoint.x[0]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[1]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[2]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[3]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[4]", "values": {"vpc_endpoint_type": "Interface"}},
				{"address": "aws_vpc_endpoint.x[5]", "values": {"vpc_endpoint_type": "Interface"}},
			],
		},
		"address": "aws_vpc_endpoint.x[5]",
	},
	"gateway endpoints are free": {
		"verdict": "pass",
		"environment": "dev",
		"resources": {
			"aws_vpc_endpoint": [
				{"address": "aws_vpc_endpoint.x[0]", "values": {"vpc_endpoint_type": "Gateway"}},
				{"address": "aws_vpc_endpoint.x[1]", "values": {"vpc_endpoint_type": "Gateway"}},
				{"address": "aws_vpc_endpoint.x[2]", "values": {"vpc_endpoint_type": "Gateway"}},
				{"address": "aws_vpc_endpoint.x[3]", "values": {"vpc_endpoint_type": "Gateway"}},
				{"address": "aws_vpc_endpoint.x[4]", "values": {"vpc_endpoint_type": "Gateway"}},
				{"address": "aws_vpc_endpoint.x[5]", "values": {"vpc_endpoint_type": "Gateway"}},
				{"address": "aws_vpc_endpoint.x[6]", "values": {"vpc_endpoint_type": "Gateway"}},
				{"address": "aws_vpc_endpoint.x[7]", "values": {"vpc_endpoint_type": "Gateway"}},
				{"address": "aws_vpc_endpoint.x[8]", "values": {"vpc_endpoint_type": "Gateway"}},
			],
		},
		"address": "aws_vpc_endpoint.x[8]",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "dev",
		"unknown": ["vpc_endpoint_type"],
	},
}

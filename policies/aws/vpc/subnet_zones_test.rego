package aws.vpc.subnet_zones_test

import rego.v1

cases := {
	"two zones": {"verdict": "pass", "address": "aws_subnet.a", "resources": _network(["eu-west-1a", "eu-west-1b"])},
	"one zone": {
		"verdict": "fail",
		"address": "aws_subnet.a",
		"attribute": "availability_zone",
		"resources": _network(["eu-west-1a", "eu-west-1a"]),
	},
	"two zones are not enough in prod": {
		"verdict": "fail",
		"environment": "prod",
		"address": "aws_subnet.b",
		"resources": _network(["eu-west-1a", "eu-west-1b"]),
	},
	"the VPC is in another document": {
		"verdict": "pass",
		"address": "aws_subnet.a",
		"resources": object.remove(_network(["eu-west-1a", "eu-west-1a"]), ["aws_vpc"]),
	},
	"its zone is known after apply": {"verdict": "unknown", "values": {}, "unknown": ["availability_zone"]},
	"a zone of a sibling is known after apply": {
		"verdict": "pass",
		"address": "aws_subnet.a",
		"resources": _network(["eu-west-1a", null]),
	},
	"a zone by name and id is one zone": {
		"verdict": "fail",
		"address": "aws_subnet.c",
		"attribute": "availability_zone",
		"resources": {
			"aws_vpc": [{"address": "aws_vpc.main", "id": "vpc-1", "values": {}}],
			"aws_subnet": [
				{
					"address": "aws_subnet.c",
					"values": {
						"vpc_id": "vpc-1",
						"availability_zone": "eu-west-1a",
						"availability_zone_id": "euw1-az1",
					},
				},
			],
		},
	},
	"joined by value": {
		"verdict": "fail",
		"address": "aws_subnet.c",
		"resources": {
			"aws_vpc": [{"address": "aws_vpc.main", "id": "vpc-1", "values": {}}],
			"aws_subnet": [
				{
					"address": "aws_subnet.c",
					"values": {"vpc_id": "vpc-1", "availability_zone_id": "euw1-az1"},
				},
			],
		},
	},
}

_network(zones) := {
	"aws_vpc": [{"address": "aws_vpc.main", "values": {"cidr_block": "10.0.0.0/16"}}],
	"aws_subnet": [subnet |
		some index, zone in zones
		subnet := {
			"address": ["aws_subnet.a", "aws_subnet.b"][index],
			"values": {key: value | some key, value in {"availability_zone": zone}; value != null},
			"references": {"vpc_id": ["aws_vpc.main"]},
		}
	],
}

package aws.vpc.default_group_adopted_test

import rego.v1

cases := {
	"adopted, by reference": {
		"verdict": "pass",
		"address": "aws_vpc.main",
		"resources": {
			"aws_vpc": [{"address": "aws_vpc.main", "values": {}}],
			"aws_default_security_group": [
				{
					"address": "aws_default_security_group.main",
					"values": {},
					"references": {"vpc_id": ["aws_vpc.main"]},
				},
			],
		},
	},
	"listed in a live account": {
		"verdict": "pass",
		"address": "aws_vpc.main",
		"resources": {
			"aws_vpc": [{"address": "aws_vpc.main", "id": "vpc-1", "values": {}}],
			"aws_security_group": [
				{
					"address": "aws_security_group.x",
					"values": {"name": "default", "vpc_id": "vpc-1"},
				},
			],
		},
	},
	"the group of another VPC is adopted": {
		"verdict": "fail",
		"address": "aws_vpc.main",
		"resources": {
			"aws_vpc": [{"address": "aws_vpc.main", "id": "vpc-1", "values": {}}],
			"aws_default_security_group": [{"address": "aws_default_security_group.x", "values": {"vpc_id": "vpc-2"}}],
		},
	},
	"a group of another name does not count": {
		"verdict": "fail",
		"address": "aws_vpc.main",
		"resources": {
			"aws_vpc": [{"address": "aws_vpc.main", "id": "vpc-1", "values": {}}],
			"aws_security_group": [
				{
					"address": "aws_security_group.x",
					"values": {"name": "web", "vpc_id": "vpc-1"},
				},
			],
		},
	},
	"not adopted": {
		"verdict": "fail",
		"values": {"cidr_block": "10.0.0.0/16"},
		"attribute": "default_security_group_id",
	},
	"its id is known after apply": {"verdict": "unknown", "values": {}, "unknown": ["default_security_group_id"]},
}

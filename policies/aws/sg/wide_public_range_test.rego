package aws.sg.wide_public_range_test

import rego.v1

cases := {
	"an office": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_blocks": ["203.0.113.0/24"],
				},
			],
		},
	},
	"a private network": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 5432,
					"to_port": 5432,
					"cidr_blocks": ["10.0.0.0/8"],
				},
			],
		},
	},
	"a content network on 443": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 443,
					"to_port": 443,
					"cidr_blocks": ["104.16.0.0/13"],
				},
			],
		},
	},
	"IPv6 ranges are wide by nature": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"ipv6_cidr_blocks": ["2001:db8::/15"],
				},
			],
		},
	},
	"the world is another rule's subject": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
	},
	"a range that is a symbol": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_blocks": ["${aws_vpc.main.cidr_block}"],
				},
			],
		},
	},
	"half of the internet": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_blocks": ["0.0.0.0/1"],
				},
			],
		},
		"attribute": "ingress[0].cidr_blocks[0]",
	},
	"a provider's whole block": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "-1",
					"from_port": 0,
					"to_port": 0,
					"cidr_blocks": ["10.0.0.0/8", "52.0.0.0/11"],
				},
			],
		},
		"attribute": "ingress[0].cidr_blocks[1]",
	},
	"range known after apply": {
		"verdict": "unknown",
		"values": {"ingress": [{"protocol": "tcp", "from_port": 22, "to_port": 22}]},
		"unknown": ["ingress[0].cidr_blocks"],
	},
}

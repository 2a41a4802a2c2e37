package aws.sg.data_tier_egress_test

import rego.v1

cases := {
	"no outbound rules": {
		"verdict": "pass",
		"values": {"ingress": [{"protocol": "tcp", "from_port": 5432, "to_port": 5432}]},
	},
	"outbound inside the VPC": {
		"verdict": "pass",
		"values": {
			"ingress": [{"protocol": "tcp", "from_port": 5432, "to_port": 5432}],
			"egress": [{"protocol": "-1", "cidr_blocks": ["10.0.0.0/16"]}],
		},
	},
	"an application may reach out": {
		"verdict": "pass",
		"values": {
			"ingress": [{"protocol": "tcp", "from_port": 8000, "to_port": 8000}],
			"egress": [{"protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}],
		},
	},
	"a database may reach the endpoints of AWS": {
		"verdict": "pass",
		"values": {
			"ingress": [{"protocol": "tcp", "from_port": 5432, "to_port": 5432}],
			"egress": [
				{
					"protocol": "tcp",
					"from_port": 443,
					"to_port": 443,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
	},
	"a group that admits nothing is no data store": {
		"verdict": "pass",
		"values": {"ingress": [], "egress": [{"protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}]},
	},
	"a database with free egress": {
		"verdict": "fail",
		"values": {
			"ingress": [{"protocol": "tcp", "from_port": 5432, "to_port": 5432}],
			"egress": [
				{
					"protocol": "-1",
					"from_port": 0,
					"to_port": 0,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
		"attribute": "egress[0].cidr_blocks[0]",
	},
	"a cache with free egress over IPv6": {
		"verdict": "fail",
		"values": {
			"ingress": [{"protocol": "tcp", "from_port": "6379", "to_port": "6379"}],
			"egress": [
				{
					"protocol": "tcp",
					"from_port": 0,
					"to_port": 65535,
					"ipv6_cidr_blocks": ["::/0"],
				},
			],
		},
		"attribute": "egress[0].ipv6_cidr_blocks[0]",
	},
	"outbound range known after apply": {
		"verdict": "unknown",
		"values": {
			"ingress": [{"protocol": "tcp", "from_port": 5432, "to_port": 5432}],
			"egress": [{"protocol": "-1"}],
		},
		"unknown": ["egress[0].cidr_blocks"],
	},
}

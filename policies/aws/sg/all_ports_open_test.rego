package aws.sg.all_ports_open_test

import rego.v1

cases := {
	"one port is open": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 443,
					"to_port": 443,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
	},
	"everything from itself": {
		"verdict": "pass",
		"values": {"ingress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "self": true}]},
	},
	"everything from private addresses": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "-1",
					"from_port": 0,
					"to_port": 0,
					"cidr_blocks": ["10.0.0.0/8"],
				},
			],
		},
	},
	"every protocol from anywhere": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "-1",
					"from_port": 0,
					"to_port": 0,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
		"attribute": "ingress[0].cidr_blocks[0]",
	},
	"every protocol, by its name": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "all",
					"from_port": 0,
					"to_port": 0,
					"ipv6_cidr_blocks": ["::/0"],
				},
			],
		},
		"attribute": "ingress[0].ipv6_cidr_blocks[0]",
	},
	"every TCP port": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 0,
					"to_port": 65535,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
		"attribute": "ingress[0].cidr_blocks[0]",
	},
	"many ports are another rule's subject": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 1024,
					"to_port": 65535,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
	},
	"a rule without its group has no ports": {
		"verdict": "fail",
		"values": {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"},
		"type": "aws_vpc_security_group_ingress_rule",
		"attribute": "cidr_ipv4",
	},
	"protocol known after apply": {
		"verdict": "unknown",
		"values": {"ingress": [{"from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}]},
		"unknown": ["ingress[0].protocol"],
	},
}

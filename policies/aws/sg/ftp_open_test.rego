package aws.sg.ftp_open_test

import rego.v1

cases := {
	"from another security group": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 20,
					"to_port": 20,
					"security_groups": ["${aws_security_group.app.id}"],
				},
			],
		},
	},
	"from private addresses": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 20,
					"to_port": 20,
					"cidr_blocks": ["10.0.0.0/8"],
				},
			],
		},
	},
	"another port is open": {
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
	"no inbound rules": {"verdict": "pass", "values": {}},
	"open over IPv4": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 20,
					"to_port": 20,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
		"findings": 1,
		"attribute": "ingress[0].cidr_blocks[0]",
	},
	"open over IPv6": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 20,
					"to_port": 20,
					"ipv6_cidr_blocks": ["::/0"],
				},
			],
		},
		"attribute": "ingress[0].ipv6_cidr_blocks[0]",
	},
	"a range contains it, ports as text": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": "19",
					"to_port": "21",
					"cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"],
				},
			],
		},
		"attribute": "ingress[0].cidr_blocks[1]",
	},
	"protocol -1 ignores the ports": {
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
		"findings": 2,
		"attribute": "ingress[0].cidr_blocks[0]",
	},
	"icmp has no ports": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "icmp",
					"from_port": 20,
					"to_port": 20,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
	},
	"a rule without its group": {
		"verdict": "fail",
		"values": {"ip_protocol": "tcp", "from_port": 20, "to_port": 20, "cidr_ipv6": "::/0"},
		"type": "aws_vpc_security_group_ingress_rule",
		"attribute": "cidr_ipv6",
	},
	"a classic rule without its group": {
		"verdict": "fail",
		"values": {
			"type": "ingress",
			"protocol": "tcp",
			"from_port": 20,
			"to_port": 20,
			"cidr_blocks": ["0.0.0.0/0"],
		},
		"type": "aws_security_group_rule",
		"attribute": "cidr_blocks[0]",
	},
	"outbound does not count": {
		"verdict": "pass",
		"values": {
			"type": "egress",
			"protocol": "tcp",
			"from_port": 20,
			"to_port": 20,
			"cidr_blocks": ["0.0.0.0/0"],
		},
		"type": "aws_security_group_rule",
	},
	"range known after apply": {
		"verdict": "unknown",
		"values": {"ingress": [{"protocol": "tcp", "from_port": 20, "to_port": 20}]},
		"unknown": ["ingress[0].cidr_blocks[0]"],
	},
}

package aws.sg.authorized_ports_only_test

import rego.v1

cases := {
	"https": {
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
	"http over IPv6": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 80,
					"to_port": 80,
					"ipv6_cidr_blocks": ["::/0"],
				},
			],
		},
	},
	"HTTP/3": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "udp",
					"from_port": 443,
					"to_port": 443,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
	},
	"ping": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "icmp",
					"from_port": 8,
					"to_port": 0,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
	},
	"unreachable and fragmentation messages": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "icmp",
					"from_port": 3,
					"to_port": 4,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
	},
	"an application port from private addresses": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 8000,
					"to_port": 8000,
					"cidr_blocks": ["10.0.0.0/8"],
				},
			],
		},
	},
	"an application port from the load balancer": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 8000,
					"to_port": 8000,
					"security_groups": ["${aws_security_group.alb.id}"],
				},
			],
		},
	},
	"an application port from anywhere": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 8000,
					"to_port": 8000,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
		"attribute": "ingress[0].cidr_blocks[0]",
	},
	"a range between two web ports": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 80,
					"to_port": 443,
					"ipv6_cidr_blocks": ["::/0"],
				},
			],
		},
		"attribute": "ingress[0].ipv6_cidr_blocks[0]",
	},
	"every protocol": {
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
	"a port that the parameters allow": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 25565,
					"to_port": 25565,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
		"parameters": {"sg": {"public_ports": [25565]}},
	},
	"port known after apply": {
		"verdict": "unknown",
		"values": {"ingress": [{"protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}]},
		"unknown": ["ingress[0].from_port", "ingress[0].to_port"],
	},
}

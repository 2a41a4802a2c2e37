package aws.sg.high_risk_ports_test

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
	"a database from the application": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 5432,
					"to_port": 5432,
					"security_groups": ["${aws_security_group.app.id}"],
				},
			],
		},
	},
	"a development server": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 8080,
					"to_port": 8080,
					"cidr_blocks": ["0.0.0.0/0"],
				},
			],
		},
		"findings": 1,
		"attribute": "ingress[0].cidr_blocks[0]",
	},
	"a range with two of them": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"protocol": "tcp",
					"from_port": 8080,
					"to_port": 8090,
					"ipv6_cidr_blocks": ["::/0"],
				},
			],
		},
		"findings": 2,
		"attribute": "ingress[0].ipv6_cidr_blocks[0]",
	},
	"every protocol is said once": {
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
		"findings": 1,
		"attribute": "ingress[0].cidr_blocks[0]",
	},
	"range known after apply": {
		"verdict": "unknown",
		"values": {"ingress": [{"protocol": "tcp", "from_port": 8080, "to_port": 8080}]},
		"unknown": ["ingress[0].cidr_blocks"],
	},
}

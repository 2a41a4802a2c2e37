package aws.vpc.nacl_not_open_test

import rego.v1

cases := {
	"one port from anywhere": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"action": "allow",
					"protocol": "tcp",
					"from_port": 443,
					"to_port": 443,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
	},
	"everything from the VPC": {
		"verdict": "pass",
		"values": {
			"ingress": [{"action": "allow", "protocol": "-1", "cidr_block": "10.0.0.0/16"}],
		},
	},
	"everything denied": {
		"verdict": "pass",
		"values": {"ingress": [{"action": "deny", "protocol": "-1", "cidr_block": "0.0.0.0/0"}]},
	},
	"everything from anywhere": {
		"verdict": "fail",
		"values": {"ingress": [{"action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0"}]},
		"attribute": "ingress[0].cidr_block",
	},
	"everything from anywhere, protocol as a number": {
		"verdict": "fail",
		"values": {"ingress": [{"action": "allow", "protocol": -1, "ipv6_cidr_block": "::/0"}]},
		"attribute": "ingress[0].ipv6_cidr_block",
	},
	"range known after apply": {
		"verdict": "unknown",
		"values": {"ingress": [{"action": "allow", "protocol": "-1"}]},
		"unknown": ["ingress[0].cidr_block"],
	},
}

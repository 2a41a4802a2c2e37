package aws.vpc.nacl_admin_ports_test

import rego.v1

cases := {
	"web only": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 443,
					"to_port": 443,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
	},
	"ssh from the office": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_block": "203.0.113.0/24",
				},
			],
		},
	},
	"ssh from anywhere": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
		"findings": 1,
		"attribute": "ingress[0].cidr_block",
	},
	"rdp over IPv6, as a number in text": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "6",
					"from_port": "3000",
					"to_port": "4000",
					"ipv6_cidr_block": "::/0",
				},
			],
		},
		"attribute": "ingress[0].ipv6_cidr_block",
	},
	"every protocol opens both": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "-1",
					"from_port": 0,
					"to_port": 0,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
		"findings": 2,
	},
	"denied before it is allowed": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"action": "deny",
					"rule_no": 90,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_block": "0.0.0.0/0",
				},
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 1,
					"to_port": 443,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
	},
	"denied too late": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"action": "deny",
					"rule_no": 110,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_block": "0.0.0.0/0",
				},
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
		"attribute": "ingress[1].cidr_block",
	},
	"another allow before it": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"action": "allow",
					"rule_no": 90,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_block": "0.0.0.0/0",
				},
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
		"findings": 2,
	},
	"denied to others": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"action": "deny",
					"rule_no": 90,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_block": "198.51.100.0/24",
				},
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
		"attribute": "ingress[1].cidr_block",
	},
	"another port is denied": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"action": "deny",
					"rule_no": 90,
					"protocol": "tcp",
					"from_port": 23,
					"to_port": 23,
					"cidr_block": "0.0.0.0/0",
				},
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
		"attribute": "ingress[1].cidr_block",
	},
	"every TCP port": {
		"verdict": "fail",
		"values": {
			"ingress": [
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 0,
					"to_port": 65535,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
		"findings": 2,
	},
	"ephemeral ports for replies": {
		"verdict": "pass",
		"values": {
			"ingress": [
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 1024,
					"to_port": 65535,
					"cidr_block": "0.0.0.0/0",
				},
			],
		},
	},
	"range known after apply": {
		"verdict": "unknown",
		"values": {
			"ingress": [
				{
					"action": "allow",
					"rule_no": 100,
					"protocol": "tcp",
					"from_port": 22,
					"to_port": 22,
				},
			],
		},
		"unknown": ["ingress[0].cidr_block"],
	},
}

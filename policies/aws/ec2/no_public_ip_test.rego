package aws.ec2.no_public_ip_test

import rego.v1

cases := {
	"private": {"verdict": "pass", "values": {"associate_public_ip_address": false}},
	"not set follows the subnet": {"verdict": "pass", "values": {"ami": "ami-1"}},
	"public": {
		"verdict": "fail",
		"values": {"associate_public_ip_address": true},
		"attribute": "associate_public_ip_address",
	},
	"launch template, kept as text": {
		"verdict": "fail",
		"type": "aws_launch_template",
		"values": {"network_interfaces": [{"associate_public_ip_address": "true"}]},
		"attribute": "network_interfaces[0].associate_public_ip_address",
	},
	"private launch template": {
		"verdict": "pass",
		"type": "aws_launch_template",
		"values": {"network_interfaces": [{"associate_public_ip_address": "false"}]},
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["associate_public_ip_address"]},
}

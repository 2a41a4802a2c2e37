package aws.ec2.launch_configuration_public_ip_test

import rego.v1

cases := {
	"private": {"verdict": "pass", "values": {"associate_public_ip_address": false}},
	"not set": {"verdict": "pass", "values": {"image_id": "ami-1"}},
	"public": {
		"verdict": "fail",
		"values": {"associate_public_ip_address": true},
		"attribute": "associate_public_ip_address",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["associate_public_ip_address"]},
}

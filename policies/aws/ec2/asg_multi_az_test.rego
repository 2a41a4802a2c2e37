package aws.ec2.asg_multi_az_test

import rego.v1

cases := {
	"three subnets": {
		"verdict": "pass",
		"values": {"vpc_zone_identifier": ["subnet-1", "subnet-2", "subnet-3"]},
	},
	"one subnet": {
		"verdict": "fail",
		"values": {"vpc_zone_identifier": ["subnet-1"]},
		"attribute": "vpc_zone_identifier",
	},
	"one subnet of the same apply": {
		"verdict": "fail",
		"values": {},
		"unknown": ["vpc_zone_identifier[0]"],
		"attribute": "vpc_zone_identifier",
	},
	"one zone": {
		"verdict": "fail",
		"values": {"availability_zones": ["eu-west-1a"]},
		"attribute": "availability_zones",
	},
	"two zones": {"verdict": "pass", "values": {"availability_zones": ["eu-west-1a", "eu-west-1b"]}},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["vpc_zone_identifier"]},
}

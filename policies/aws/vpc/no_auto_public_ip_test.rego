package aws.vpc.no_auto_public_ip_test

import rego.v1

cases := {
	"false": {"verdict": "pass", "values": {"map_public_ip_on_launch": false}},
	"not set": {"verdict": "pass", "values": {"cidr_block": "10.0.1.0/24"}},
	"true": {"verdict": "fail", "values": {"map_public_ip_on_launch": true}, "attribute": "map_public_ip_on_launch"},
	"true on a default subnet": {
		"verdict": "fail",
		"values": {"map_public_ip_on_launch": true},
		"type": "aws_default_subnet",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["map_public_ip_on_launch"]},
}

package aws.vpc.endpoint_zones_test

import rego.v1

cases := {
	"two subnets": {
		"verdict": "pass",
		"values": {"vpc_endpoint_type": "Interface", "subnet_ids": ["subnet-1", "subnet-2"]},
	},
	"a gateway has none": {"verdict": "pass", "values": {"vpc_endpoint_type": "Gateway"}},
	"one subnet": {
		"verdict": "fail",
		"values": {"vpc_endpoint_type": "Interface", "subnet_ids": ["subnet-1"]},
		"attribute": "subnet_ids",
	},
	"one subnet in dev": {
		"verdict": "pass",
		"values": {"vpc_endpoint_type": "Interface", "subnet_ids": ["subnet-1"]},
		"environment": "dev",
	},
	"two subnets in prod": {
		"verdict": "fail",
		"values": {"vpc_endpoint_type": "Interface", "subnet_ids": ["subnet-1", "subnet-2"]},
		"environment": "prod",
	},
	"subnets known after apply": {
		"verdict": "unknown",
		"values": {"vpc_endpoint_type": "Interface"},
		"unknown": ["subnet_ids"],
	},
	"two subnets, both known after apply": {
		"verdict": "unknown",
		"values": {"vpc_endpoint_type": "Interface"},
		"unknown": ["subnet_ids[0]", "subnet_ids[1]"],
	},
}

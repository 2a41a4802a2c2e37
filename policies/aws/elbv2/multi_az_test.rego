package aws.elbv2.multi_az_test

import rego.v1

cases := {
	"two subnets": {"verdict": "pass", "values": {"subnets": ["subnet-1", "subnet-2"]}},
	"two mappings": {
		"verdict": "pass",
		"values": {"subnet_mapping": [{"subnet_id": "subnet-1"}, {"subnet_id": "subnet-2"}]},
	},
	"one subnet": {"verdict": "fail", "values": {"subnets": ["subnet-1"]}, "attribute": "subnets"},
	"two in prod": {
		"verdict": "fail",
		"values": {"subnets": ["subnet-1", "subnet-2"]},
		"environment": "prod",
		"attribute": "subnets",
	},
	"two, both known after apply": {
		"verdict": "unknown",
		"values": {"subnets": []},
		"unknown": ["subnets[0]", "subnets[1]"],
	},
	"one, known after apply": {
		"verdict": "fail",
		"values": {"subnets": []},
		"unknown": ["subnets[0]"],
		"attribute": "subnets",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["subnets"]},
	"mappings known after apply": {"verdict": "unknown", "values": {}, "unknown": ["subnet_mapping"]},
}

package aws.ecs.no_public_ip_test

import rego.v1

cases := {
	"false": {"verdict": "pass", "values": {"network_configuration": {"assign_public_ip": false}}},
	"not set": {"verdict": "pass", "values": {"network_configuration": {"subnets": ["subnet-1"]}}},
	"no network of its own": {"verdict": "pass", "values": {}},
	"true": {
		"verdict": "fail",
		"values": {"network_configuration": {"assign_public_ip": true}},
		"attribute": "network_configuration.assign_public_ip",
	},
	"task set": {
		"verdict": "fail",
		"values": {"network_configuration": {"assign_public_ip": true}},
		"type": "aws_ecs_task_set",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"network_configuration": {}},
		"unknown": ["network_configuration.assign_public_ip"],
	},
	"network known after apply": {"verdict": "unknown", "values": {}, "unknown": ["network_configuration"]},
}

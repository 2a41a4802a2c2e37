package aws.cost.scaling_ceiling_test

import rego.v1

cases := {
	"ten tasks in prod": {
		"verdict": "pass",
		"values": {"service_namespace": "ecs", "max_capacity": 10},
		"environment": "prod",
	},
	"a hundred tasks in prod": {
		"verdict": "fail",
		"values": {"service_namespace": "ecs", "max_capacity": 100},
		"environment": "prod",
		"attribute": "max_capacity",
	},
	"ten tasks in dev": {
		"verdict": "fail",
		"values": {"service_namespace": "ecs", "max_capacity": 10},
		"environment": "dev",
		"attribute": "max_capacity",
	},
	"capacity of a table": {
		"verdict": "pass",
		"values": {"service_namespace": "dynamodb", "max_capacity": 1000},
		"environment": "dev",
	},
	"no environment": {"verdict": "pass", "values": {"service_namespace": "ecs", "max_capacity": 100}},
	"group of instances": {
		"verdict": "fail",
		"type": "aws_autoscaling_group",
		"values": {"max_size": 50},
		"environment": "dev",
		"attribute": "max_size",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"service_namespace": "ecs"},
		"environment": "dev",
		"unknown": ["max_capacity"],
	},
}

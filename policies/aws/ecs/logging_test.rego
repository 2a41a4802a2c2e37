package aws.ecs.logging_test

import rego.v1

cases := {
	"awslogs": {
		"verdict": "pass",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"logConfiguration": {"logDriver": "awslogs"},
				},
			],
		},
	},
	"firelens": {
		"verdict": "pass",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"logConfiguration": {"logDriver": "awsfirelens"},
				},
			],
		},
	},
	"no configuration": {
		"verdict": "fail",
		"values": {"container_definitions": [{"name": "app", "image": "app:1.2.3"}]},
		"attribute": "container_definitions[0].logConfiguration.logDriver",
	},
	"a side container without one": {
		"verdict": "fail",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"logConfiguration": {"logDriver": "awslogs"},
				},
				{"name": "app", "image": "app:1.2.3"},
			],
		},
		"findings": 1,
		"attribute": "container_definitions[1].logConfiguration.logDriver",
	},
	"none": {
		"verdict": "fail",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"logConfiguration": {"logDriver": "none"},
				},
			],
		},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"container_definitions": [{"name": "app", "image": "app:1.2.3"}]},
		"unknown": ["container_definitions[0].logConfiguration"],
	},
}

package aws.ecs.log_blocking_test

import rego.v1

cases := {
	"non-blocking": {
		"verdict": "pass",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"logConfiguration": {"logDriver": "awslogs", "options": {"mode": "non-blocking"}},
				},
			],
		},
	},
	"not set, and so the account's default, non-blocking since 2025": {
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
	"blocking": {
		"verdict": "fail",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"logConfiguration": {"logDriver": "awslogs", "options": {"mode": "blocking"}},
				},
			],
		},
		"attribute": "container_definitions[0].logConfiguration.options.mode",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"logConfiguration": {"logDriver": "awslogs"},
				},
			],
		},
		"unknown": ["container_definitions[0].logConfiguration.options.mode"],
	},
}

package aws.ecs.pinned_image_test

import rego.v1

cases := {
	"a tag": {
		"verdict": "pass",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1.2.3",
				},
			],
		},
	},
	"a digest": {
		"verdict": "pass",
		"values": {"container_definitions": [{"name": "app", "image": "app@sha256:0123"}]},
	},
	"a tag after a symbol": {
		"verdict": "pass",
		"values": {
			"container_definitions": [{"name": "app", "image": "${aws_ecr_repository.app.repository_url}:1.2.3"}],
		},
	},
	"latest": {
		"verdict": "fail",
		"values": {"container_definitions": [{"name": "app", "image": "app:latest"}]},
		"attribute": "container_definitions[0].image",
	},
	"no tag": {
		"verdict": "fail",
		"values": {"container_definitions": [{"name": "app", "image": "nginx"}]},
		"attribute": "container_definitions[0].image",
	},
	"no tag, and a registry with a port": {
		"verdict": "fail",
		"values": {
			"container_definitions": [{"name": "app", "image": "registry.internal:5000/app"}],
		},
	},
	"latest after a symbol": {
		"verdict": "fail",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "${aws_ecr_repository.app.repository_url}:latest",
				},
			],
		},
	},
	"dev may": {
		"verdict": "not_applicable",
		"values": {"container_definitions": [{"name": "app", "image": "app:latest"}]},
		"environment": "dev",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"container_definitions": [{"name": "app"}]},
		"unknown": ["container_definitions[0].image"],
	},
}

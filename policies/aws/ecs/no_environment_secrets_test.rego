package aws.ecs.no_environment_secrets_test

import rego.v1

cases := {
	"plain settings": {
		"verdict": "pass",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"environment": [
						{"name": "LOG_LEVEL", "value": "info"},
						{"name": "PORT", "value": "8000"},
					],
				},
			],
		},
	},
	"taken from Secrets Manager": {
		"verdict": "pass",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"secrets": [
						{
							"name": "DB_PASSWORD",
							"valueFrom": "${aws_secretsmanager_secret.db.arn}",
						},
					],
				},
			],
		},
	},
	"the ARN of a secret": {
		"verdict": "pass",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"environment": [
						{
							"name": "DB_SECRET",
							"value": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db",
						},
					],
				},
			],
		},
	},
	"the name of a variable is not enough": {
		"verdict": "pass",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"environment": [
						{"name": "REQUIRE_TOKEN", "value": "true"},
						{"name": "PASSWORD_MIN_LENGTH", "value": "12"},
					],
				},
			],
		},
	},
	"a URL without a password": {
		"verdict": "pass",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"environment": [{"name": "DATABASE_URL", "value": "postgresql://app@db:5432/app"}],
				},
			],
		},
	},
	"a password": {
		"verdict": "fail",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"environment": [
						{"name": "LOG_LEVEL", "value": "info"},
						{"name": "DB_PASSWORD", "value": "hunter2"},
					],
				},
			],
		},
		"findings": 1,
		"attribute": "container_definitions[0].environment[1].value",
	},
	"an access key under any name": {
		"verdict": "fail",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"environment": [{"name": "LEGACY", "value": "AKIAIOSFODNN7EXAMPLE"}],
				},
			],
		},
		"attribute": "container_definitions[0].environment[0].value",
	},
	"a URL with a password": {
		"verdict": "fail",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"environment": [
						{
							"name": "DATABASE_URL",
							"value": "postgresql://app:hunter2@db:5432/app",
						},
					],
				},
			],
		},
	},
	"value known after apply": {
		"verdict": "unknown",
		"values": {
			"container_definitions": [
				{
					"name": "app",
					"image": "app:1.2.3",
					"environment": [{"name": "DB_PASSWORD"}],
				},
			],
		},
		"unknown": ["container_definitions[0].environment[0].value"],
	},
}

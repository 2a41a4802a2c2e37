package aws.cost.required_tags_test

import rego.v1

cases := {
	"tagged": {
		"verdict": "pass",
		"values": {"tags": {"Project": "socialflow", "Environment": "dev"}},
		"environment": "dev",
	},
	"tagged by the provider": {
		"verdict": "pass",
		"values": {
			"tags": {"Name": "cdn"},
			"tags_all": {"Name": "cdn", "Project": "socialflow", "Environment": "dev"},
		},
		"environment": "dev",
	},
	"other spelling": {
		"verdict": "pass",
		"values": {"tags": {"project": "socialflow", "environment": "dev"}},
		"environment": "dev",
	},
	"a value known after apply": {
		"verdict": "pass",
		"values": {"tags": {"Project": "socialflow"}},
		"environment": "dev",
		"unknown": ["tags[\"Environment\"]"],
	},
	"one is missing": {
		"verdict": "fail",
		"values": {"tags": {"Project": "socialflow"}},
		"environment": "dev",
		"findings": 1,
		"attribute": "tags",
	},
	"none": {"verdict": "fail", "values": {}, "environment": "prod", "findings": 2, "attribute": "tags"},
	"no environment requires none": {"verdict": "pass", "values": {}},
	"another type": {
		"verdict": "fail",
		"type": "aws_nat_gateway",
		"values": {},
		"environment": "dev",
		"findings": 2,
		"attribute": "tags",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "environment": "dev", "unknown": ["tags"]},
	"tags of the provider known after apply": {
		"verdict": "unknown",
		"values": {"tags": {"Project": "socialflow"}},
		"environment": "dev",
		"unknown": ["tags_all"],
	},
	"enough is known": {
		"verdict": "pass",
		"values": {"tags": {"Project": "socialflow", "Environment": "dev"}},
		"environment": "dev",
		"unknown": ["tags_all", "tags[\"Stack\"]"],
	},
}

package aws.ecr.scanned_test

import rego.v1

cases := {
	"true": {"verdict": "pass", "values": {"image_scanning_configuration": {"scan_on_push": true}}},
	"false": {
		"verdict": "fail",
		"values": {"image_scanning_configuration": {"scan_on_push": false}},
		"attribute": "image_scanning_configuration.scan_on_push",
	},
	"not set": {"verdict": "fail", "values": {}, "attribute": "image_scanning_configuration.scan_on_push"},
	"the registry scans everything": {
		"verdict": "pass",
		"resources": {
			"aws_ecr_repository": [{"address": "aws_ecr_repository.example", "values": {}}],
			"aws_ecr_registry_scanning_configuration": [
				{
					"address": "aws_ecr_registry_scanning_configuration.main",
					"values": {
						"rule": [
							{
								"scan_frequency": "CONTINUOUS_SCAN",
								"repository_filter": [{"filter": "*", "filter_type": "WILDCARD"}],
							},
						],
					},
				},
			],
		},
	},
	"the registry scans by hand": {
		"verdict": "fail",
		"resources": {
			"aws_ecr_repository": [{"address": "aws_ecr_repository.example", "values": {}}],
			"aws_ecr_registry_scanning_configuration": [
				{
					"address": "aws_ecr_registry_scanning_configuration.main",
					"values": {
						"rule": [
							{
								"scan_frequency": "MANUAL",
								"repository_filter": [{"filter": "*", "filter_type": "WILDCARD"}],
							},
						],
					},
				},
			],
		},
	},
	"the registry scans something else": {
		"verdict": "fail",
		"resources": {
			"aws_ecr_repository": [{"address": "aws_ecr_repository.example", "values": {}}],
			"aws_ecr_registry_scanning_configuration": [
				{
					"address": "aws_ecr_registry_scanning_configuration.main",
					"values": {
						"rule": [
							{
								"scan_frequency": "SCAN_ON_PUSH",
								"repository_filter": [{"filter": "base-*", "filter_type": "WILDCARD"}],
							},
						],
					},
				},
			],
		},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"unknown": ["image_scanning_configuration.scan_on_push"],
	},
}

package aws.ec2.imdsv2_test

import rego.v1

cases := {
	"required": {"verdict": "pass", "values": {"metadata_options": {"http_tokens": "required"}}},
	"optional": {
		"verdict": "fail",
		"values": {"metadata_options": {"http_tokens": "optional"}},
		"attribute": "metadata_options.http_tokens",
	},
	"not set": {"verdict": "fail", "values": {"ami": "ami-1"}, "attribute": "metadata_options.http_tokens"},
	"switched off altogether": {
		"verdict": "pass",
		"values": {"metadata_options": {"http_endpoint": "disabled"}},
	},
	"launch template": {
		"verdict": "fail",
		"type": "aws_launch_template",
		"values": {"metadata_options": {"http_endpoint": "enabled"}},
		"attribute": "metadata_options.http_tokens",
	},
	"launch configuration": {
		"verdict": "fail",
		"type": "aws_launch_configuration",
		"values": {"image_id": "ami-1"},
		"attribute": "metadata_options.http_tokens",
	},
	"instance of a launch template": {"verdict": "pass", "values": {"launch_template": {"version": "$Latest"}}},
	"default of the account": {
		"verdict": "pass",
		"resources": {
			"aws_instance": [{"address": "aws_instance.example"}],
			"aws_ec2_instance_metadata_defaults": [{"address": "aws_ec2_instance_metadata_defaults.d", "values": {"http_tokens": "required"}}],
		},
	},
	"against the default of the account": {
		"verdict": "fail",
		"resources": {
			"aws_instance": [{
				"address": "aws_instance.example",
				"values": {"metadata_options": {"http_tokens": "optional"}},
			}],
			"aws_ec2_instance_metadata_defaults": [{"address": "aws_ec2_instance_metadata_defaults.d", "values": {"http_tokens": "required"}}],
		},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"metadata_options": {"http_endpoint": "enabled"}},
		"unknown": ["metadata_options.http_tokens"],
	},
}

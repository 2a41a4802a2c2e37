package aws.cloudfront.logging_test

import rego.v1

cases := {
	"logged": {
		"verdict": "pass",
		"values": {"logging_config": {"bucket": "sf-logs.s3.amazonaws.com"}},
		"environment": "prod",
	},
	"bucket known after apply": {
		"verdict": "pass",
		"values": {},
		"environment": "prod",
		"unknown": ["logging_config.bucket"],
	},
	"not logged in prod": {
		"verdict": "fail",
		"values": {"enabled": true},
		"environment": "prod",
		"attribute": "logging_config",
	},
	"logged through a delivery source": {
		"verdict": "pass",
		"environment": "prod",
		"resources": {
			"aws_cloudfront_distribution": [{"address": "aws_cloudfront_distribution.example"}],
			"aws_cloudwatch_log_delivery_source": [{
				"address": "aws_cloudwatch_log_delivery_source.cdn",
				"references": {"resource_arn": ["aws_cloudfront_distribution.example"]},
				"unknown": ["resource_arn"],
			}],
		},
	},
	"dev": {"verdict": "not_applicable", "values": {"enabled": true}, "environment": "dev"},
}

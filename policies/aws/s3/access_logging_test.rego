package aws.s3.access_logging_test

import rego.v1

cases := {
	"logged": {
		"verdict": "pass",
		"values": {"bucket": "sf-videos", "logging": {"target_bucket": "sf-logs", "target_prefix": "videos/"}},
		"environment": "prod",
	},
	"target known after apply": {
		"verdict": "pass",
		"values": {"bucket": "sf-videos"},
		"environment": "prod",
		"unknown": ["logging.target_bucket"],
	},
	"not logged in prod": {
		"verdict": "fail",
		"values": {"bucket": "sf-videos"},
		"environment": "prod",
		"attribute": "logging",
	},
	"not logged, no environment": {
		"verdict": "fail",
		"values": {"bucket": "sf-videos"},
		"attribute": "logging",
	},
	"dev": {"verdict": "not_applicable", "values": {"bucket": "sf-videos"}, "environment": "dev"},
	"a log bucket by its policy": {
		"verdict": "pass",
		"values": {
			"bucket": "sf-archive",
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"Service": ["logging.s3.amazonaws.com"]},
					"Action": ["s3:PutObject"],
					"Resource": ["*"],
				}],
			},
		},
	},
	"a log bucket because another bucket logs to it": {
		"verdict": "pass",
		"resources": {
			"aws_s3_bucket": [
				{"address": "aws_s3_bucket.archive", "values": {"bucket": "sf-archive"}},
				{
					"address": "aws_s3_bucket.videos",
					"values": {"bucket": "sf-videos"},
					"unknown": ["logging.target_bucket"],
					"references": {"logging.target_bucket": ["aws_s3_bucket.archive"]},
				},
			],
		},
		"address": "aws_s3_bucket.archive",
	},
}

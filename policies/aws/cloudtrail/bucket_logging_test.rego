package aws.cloudtrail.bucket_logging_test

import rego.v1

cases := {
	"logged": {
		"verdict": "pass",
		"resources": {
			"aws_s3_bucket": [{
				"address": "aws_s3_bucket.example",
				"values": {"bucket": "sf-trail", "logging": {"target_bucket": "sf-logs"}},
			}],
			"aws_cloudtrail": [{
				"address": "aws_cloudtrail.main",
				"unknown": ["s3_bucket_name"],
				"references": {"s3_bucket_name": ["aws_s3_bucket.example"]},
			}],
		},
	},
	"target known after apply": {
		"verdict": "pass",
		"resources": {
			"aws_s3_bucket": [{
				"address": "aws_s3_bucket.example",
				"values": {"bucket": "sf-trail"},
				"unknown": ["logging.target_bucket"],
			}],
			"aws_cloudtrail": [{
				"address": "aws_cloudtrail.main",
				"unknown": ["s3_bucket_name"],
				"references": {"s3_bucket_name": ["aws_s3_bucket.example"]},
			}],
		},
	},
	"not logged": {
		"verdict": "fail",
		"resources": {
			"aws_s3_bucket": [{"address": "aws_s3_bucket.example", "values": {"bucket": "sf-trail"}}],
			"aws_cloudtrail": [{
				"address": "aws_cloudtrail.main",
				"unknown": ["s3_bucket_name"],
				"references": {"s3_bucket_name": ["aws_s3_bucket.example"]},
			}],
		},
		"attribute": "logging",
	},
	"another bucket": {"verdict": "pass", "values": {"bucket": "sf-videos"}},
}

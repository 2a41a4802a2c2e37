package aws.cloudtrail.bucket_not_public_test

import rego.v1

cases := {
	"blocked": {
		"verdict": "pass",
		"resources": {
			"aws_s3_bucket": [{
				"address": "aws_s3_bucket.example",
				"values": {
					"bucket": "sf-trail",
					"public_access_block": {
						"block_public_acls": true,
						"block_public_policy": true,
						"ignore_public_acls": true,
						"restrict_public_buckets": true,
					},
				},
			}],
			"aws_cloudtrail": [{
				"address": "aws_cloudtrail.main",
				"unknown": ["s3_bucket_name"],
				"references": {"s3_bucket_name": ["aws_s3_bucket.example"]},
			}],
		},
	},
	"not blocked": {
		"verdict": "fail",
		"resources": {
			"aws_s3_bucket": [{"address": "aws_s3_bucket.example", "values": {"bucket": "sf-trail"}}],
			"aws_cloudtrail": [{
				"address": "aws_cloudtrail.main",
				"unknown": ["s3_bucket_name"],
				"references": {"s3_bucket_name": ["aws_s3_bucket.example"]},
			}],
		},
		"findings": 1,
		"attribute": "public_access_block",
	},
	"one switch off": {
		"verdict": "fail",
		"resources": {
			"aws_s3_bucket": [{
				"address": "aws_s3_bucket.example",
				"values": {
					"bucket": "sf-trail",
					"public_access_block": {
						"block_public_acls": true,
						"block_public_policy": true,
						"ignore_public_acls": true,
						"restrict_public_buckets": false,
					},
				},
			}],
			"aws_cloudtrail": [{
				"address": "aws_cloudtrail.main",
				"unknown": ["s3_bucket_name"],
				"references": {"s3_bucket_name": ["aws_s3_bucket.example"]},
			}],
		},
		"findings": 1,
		"attribute": "public_access_block",
	},
	"trail names the bucket": {
		"verdict": "fail",
		"resources": {
			"aws_s3_bucket": [{"address": "aws_s3_bucket.example", "values": {"bucket": "sf-trail"}}],
			"aws_cloudtrail": [{"address": "aws_cloudtrail.main", "values": {"s3_bucket_name": "sf-trail"}}],
		},
	},
	"another bucket": {"verdict": "pass", "values": {"bucket": "sf-videos"}},
	"known after apply": {
		"verdict": "unknown",
		"unknown": ["public_access_block"],
		"resources": {
			"aws_s3_bucket": [{
				"address": "aws_s3_bucket.example",
				"values": {"bucket": "sf-trail"},
				"unknown": ["public_access_block"],
			}],
			"aws_cloudtrail": [{
				"address": "aws_cloudtrail.main",
				"unknown": ["s3_bucket_name"],
				"references": {"s3_bucket_name": ["aws_s3_bucket.example"]},
			}],
		},
	},
}

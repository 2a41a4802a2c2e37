package aws.s3.glacier_behind_cdn_test

import rego.v1

cases := {
	"Instant Retrieval": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"Service": ["cloudfront.amazonaws.com"]},
					"Action": ["s3:GetObject"],
					"Resource": ["*"],
				}],
			},
			"lifecycle_configuration": {
				"rule": [{
					"id": "a",
					"status": "Enabled",
					"transition": [{"days": 90, "storage_class": "GLACIER_IR"}],
				}],
			},
		},
	},
	"Flexible Retrieval": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"Service": ["cloudfront.amazonaws.com"]},
					"Action": ["s3:GetObject"],
					"Resource": ["*"],
				}],
			},
			"lifecycle_configuration": {
				"rule": [{
					"id": "a",
					"status": "Enabled",
					"transition": [{"days": 90, "storage_class": "GLACIER"}],
				}],
			},
		},
		"attribute": "lifecycle_configuration.rule[0].transition",
	},
	"Deep Archive": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"Service": ["cloudfront.amazonaws.com"]},
					"Action": ["s3:GetObject"],
					"Resource": ["*"],
				}],
			},
			"lifecycle_configuration": {
				"rule": [{
					"id": "a",
					"status": "Enabled",
					"transition": [{"days": 90, "storage_class": "DEEP_ARCHIVE"}],
				}],
			},
		},
	},
	"rule disabled": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"Service": ["cloudfront.amazonaws.com"]},
					"Action": ["s3:GetObject"],
					"Resource": ["*"],
				}],
			},
			"lifecycle_configuration": {
				"rule": [{
					"id": "a",
					"status": "Disabled",
					"transition": [{"days": 90, "storage_class": "GLACIER"}],
				}],
			},
		},
	},
	"not behind a CDN": {
		"verdict": "pass",
		"values": {
			"lifecycle_configuration": {
				"rule": [{
					"id": "a",
					"status": "Enabled",
					"transition": [{"days": 90, "storage_class": "GLACIER"}],
				}],
			},
		},
	},
	"origin of a distribution": {
		"verdict": "fail",
		"resources": {
			"aws_s3_bucket": [{
				"address": "aws_s3_bucket.example",
				"values": {
					"lifecycle_configuration": {
						"rule": [{
							"id": "a",
							"status": "Enabled",
							"transition": [{"days": 90, "storage_class": "GLACIER"}],
						}],
					},
				},
			}],
			"aws_cloudfront_distribution": [{
				"address": "aws_cloudfront_distribution.cdn",
				"references": {"origin[0].domain_name": ["aws_s3_bucket.example"]},
			}],
		},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"Service": ["cloudfront.amazonaws.com"]},
					"Action": ["s3:GetObject"],
					"Resource": ["*"],
				}],
			},
		},
		"unknown": ["lifecycle_configuration"],
	},
}

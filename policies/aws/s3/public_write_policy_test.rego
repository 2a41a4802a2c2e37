package aws.s3.public_write_policy_test

import rego.v1

cases := {
	"one role": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["arn:aws:iam::111122223333:role/app"]},
					"Action": ["s3:PutObject"],
					"Resource": ["arn:aws:s3:::sf-videos/*"],
				}],
			},
		},
	},
	"no policy": {"verdict": "pass", "values": {"bucket": "sf-videos"}},
	"everyone": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:PutObject"],
					"Resource": ["arn:aws:s3:::sf-videos/*"],
				}],
			},
		},
		"attribute": "policy.Statement[0].Principal",
	},
	"everyone, by wildcard action": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [
					{"Effect": "Deny", "Principal": {"AWS": ["*"]}, "Action": ["s3:*"], "Resource": ["*"]},
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["s3:*"],
						"Resource": ["arn:aws:s3:::sf-videos/*"],
					},
				],
			},
		},
		"attribute": "policy.Statement[1].Principal",
	},
	"everyone but one": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:root"]},
					"Action": ["s3:PutObject"],
					"Resource": ["*"],
				}],
			},
		},
		"attribute": "policy.Statement[0].NotPrincipal",
	},
	"NotAction": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["*"]},
					"NotAction": ["s3:DeleteBucketWebsite"],
					"Resource": ["*"],
				}],
			},
		},
	},
	"denied to everyone": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:PutObject"],
					"Resource": ["arn:aws:s3:::sf-videos/*"],
				}],
			},
		},
	},
	"everyone in the organisation": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:PutObject"],
					"Resource": ["arn:aws:s3:::sf-videos/*"],
					"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-abc"]}},
				}],
			},
		},
	},
	"CloudFront for one distribution": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"Service": ["cloudfront.amazonaws.com"]},
					"Action": ["s3:PutObject"],
					"Resource": ["arn:aws:s3:::sf-videos/*"],
					"Condition": {
						"StringEquals": {"AWS:SourceArn": ["${aws_cloudfront_distribution.cdn.arn}"]},
					},
				}],
			},
		},
	},
	"a condition that narrows nothing": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:PutObject"],
					"Resource": ["arn:aws:s3:::sf-videos/*"],
					"Condition": {"StringEquals": {"s3:x-amz-acl": ["public-read"]}},
				}],
			},
		},
	},
	"the other kind of action": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:GetObject"],
					"Resource": ["arn:aws:s3:::sf-videos/*"],
				}],
			},
		},
	},
	"a policy of a bucket elsewhere": {
		"verdict": "fail",
		"type": "aws_s3_bucket_policy",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:PutObject"],
					"Resource": ["arn:aws:s3:::sf-videos/*"],
				}],
			},
		},
		"attribute": "policy.Statement[0].Principal",
	},
	"policy known after apply": {
		"verdict": "unknown",
		"values": {"bucket": "sf-videos"},
		"unknown": ["policy"],
	},
	"condition known after apply": {
		"verdict": "unknown",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:PutObject"],
					"Resource": ["arn:aws:s3:::sf-videos/*"],
				}],
			},
		},
		"unknown": ["policy.Statement[0].Condition"],
	},
}

package aws.s3.tls_only_test

import rego.v1

cases := {
	"denied": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:*"],
					"Resource": ["${aws_s3_bucket.example.arn}", "${aws_s3_bucket.example.arn}/*"],
					"Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
				}],
			},
		},
	},
	"denied among others": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Service": ["cloudfront.amazonaws.com"]},
						"Action": ["s3:GetObject"],
						"Resource": ["*"],
					},
					{
						"Effect": "Deny",
						"Principal": {"AWS": ["*"]},
						"Action": ["s3:*"],
						"Resource": ["${aws_s3_bucket.example.arn}", "${aws_s3_bucket.example.arn}/*"],
						"Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
					},
				],
			},
		},
	},
	"no policy": {"verdict": "fail", "values": {"bucket": "sf-videos"}, "attribute": "policy.Statement"},
	"only for the bucket, not its objects": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:*"],
					"Resource": ["arn:aws:s3:::sf-videos"],
					"Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
				}],
			},
		},
		"attribute": "policy.Statement",
	},
	"only for one action": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:PutObject"],
					"Resource": ["${aws_s3_bucket.example.arn}", "${aws_s3_bucket.example.arn}/*"],
					"Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
				}],
			},
		},
	},
	"only for one role": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["arn:aws:iam::111122223333:role/app"]},
					"Action": ["s3:*"],
					"Resource": ["${aws_s3_bucket.example.arn}", "${aws_s3_bucket.example.arn}/*"],
					"Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
				}],
			},
		},
	},
	"the wrong way round": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:*"],
					"Resource": ["${aws_s3_bucket.example.arn}", "${aws_s3_bucket.example.arn}/*"],
					"Condition": {"Bool": {"aws:SecureTransport": ["true"]}},
				}],
			},
		},
	},
	"an Allow does not deny": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:*"],
					"Resource": ["${aws_s3_bucket.example.arn}", "${aws_s3_bucket.example.arn}/*"],
					"Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
				}],
			},
		},
	},
	"resources known after apply": {
		"verdict": "unknown",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["*"]},
					"Action": ["s3:*"],
					"Condition": {"Bool": {"aws:SecureTransport": ["false"]}},
				}],
			},
		},
		"unknown": ["policy.Statement[0].Resource[0]", "policy.Statement[0].Resource[1]"],
	},
	"policy known after apply": {
		"verdict": "unknown",
		"values": {"bucket": "sf-videos"},
		"unknown": ["policy"],
	},
}

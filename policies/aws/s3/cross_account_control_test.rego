package aws.s3.cross_account_control_test

import rego.v1

cases := {
	"another account may read": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["arn:aws:iam::444455556666:root"]},
					"Action": ["s3:GetObject"],
					"Resource": ["*"],
				}],
			},
		},
	},
	"another account may change the policy": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["arn:aws:iam::444455556666:root"]},
					"Action": ["s3:PutBucketPolicy"],
					"Resource": ["*"],
				}],
			},
		},
		"findings": 1,
		"attribute": "policy.Statement[0].Action",
	},
	"another account may do everything": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["444455556666"]},
					"Action": ["s3:*"],
					"Resource": ["*"],
				}],
			},
		},
		"findings": 5,
	},
	"the own account may": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
					"Action": ["s3:*"],
					"Resource": ["*"],
				}],
			},
		},
	},
	"a role of the same document": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["${aws_iam_role.app.arn}"]},
					"Action": ["s3:*"],
					"Resource": ["*"],
				}],
			},
		},
	},
	"denied": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Version": "2012-10-17",
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["444455556666"]},
					"Action": ["s3:*"],
					"Resource": ["*"],
				}],
			},
		},
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["policy"]},
}

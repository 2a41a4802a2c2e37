package aws.iam.no_admin_policy_test

import rego.v1

cases := {
	"one action on one bucket": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["s3:GetObject"],
						"Resource": ["${aws_s3_bucket.videos.arn}/*"],
					},
				],
			},
		},
	},
	"everything on one resource": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["*"],
						"Resource": ["arn:aws:s3:::videos/*"],
					},
				],
			},
		},
	},
	"everything is denied": {
		"verdict": "pass",
		"values": {
			"policy": {"Statement": [{"Effect": "Deny", "Action": ["*"], "Resource": ["*"]}]},
		},
	},
	"everything on everything": {
		"verdict": "fail",
		"values": {
			"policy": {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]},
		},
		"attribute": "policy.Statement[0].Action",
	},
	"spelt as *:* and an ARN": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"]},
					{
						"Effect": "Allow",
						"Action": ["*:*"],
						"Resource": ["arn:aws:*:*:*:*"],
					},
				],
			},
		},
		"attribute": "policy.Statement[1].Action",
	},
	"a condition does not take it back": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["*"],
						"Resource": ["*"],
						"Condition": {"Bool": {"aws:MultiFactorAuthPresent": ["true"]}},
					},
				],
			},
		},
	},
	"resource known after apply": {
		"verdict": "unknown",
		"values": {"policy": {"Statement": [{"Effect": "Allow", "Action": ["*"]}]}},
		"unknown": ["policy.Statement[0].Resource[0]"],
	},
	"policy known after apply": {"verdict": "unknown", "values": {}, "unknown": ["policy"]},
}

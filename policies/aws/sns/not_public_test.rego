package aws.sns.not_public_test

import rego.v1

cases := {
	"the owner's account, as AWS writes it": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sns:Publish"],
						"Resource": ["*"],
						"Condition": {"StringEquals": {"AWS:SourceOwner": ["111122223333"]}},
					},
				],
			},
		},
	},
	"a service": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Service": ["cloudwatch.amazonaws.com"]},
						"Action": ["sns:Publish"],
						"Resource": ["*"],
					},
				],
			},
		},
	},
	"no policy": {"verdict": "pass", "values": {}},
	"everybody of one organisation": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sns:Subscribe"],
						"Resource": ["*"],
						"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-abcdefghij"]}},
					},
				],
			},
		},
	},
	"everybody is denied": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Deny",
						"Principal": {"AWS": ["*"]},
						"Action": ["sns:Subscribe"],
						"Resource": ["*"],
					},
				],
			},
		},
	},
	"everybody": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sns:Subscribe"],
						"Resource": ["*"],
					},
				],
			},
		},
		"attribute": "policy.Statement[0].Principal",
	},
	"a policy without its parent": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sns:Subscribe"],
						"Resource": ["*"],
					},
				],
			},
		},
		"type": "aws_sns_topic_policy",
		"attribute": "policy.Statement[0].Principal",
	},
	"a condition that holds for everybody": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sns:Subscribe"],
						"Resource": ["*"],
						"Condition": {"Bool": {"aws:SecureTransport": ["true"]}},
					},
				],
			},
		},
		"attribute": "policy.Statement[0].Principal",
	},
	"any source account": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sns:Subscribe"],
						"Resource": ["*"],
						"Condition": {"StringLike": {"aws:SourceAccount": ["*"]}},
					},
				],
			},
		},
	},
	"principal known after apply": {
		"verdict": "unknown",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Allow", "Action": ["sns:Subscribe"], "Resource": ["*"]}],
			},
		},
		"unknown": ["policy.Statement[0].Principal"],
	},
	"condition known after apply": {
		"verdict": "unknown",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sns:Subscribe"],
						"Resource": ["*"],
					},
				],
			},
		},
		"unknown": ["policy.Statement[0].Condition.StringEquals[\"aws:SourceAccount\"]"],
	},
}

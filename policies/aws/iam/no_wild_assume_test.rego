package aws.iam.no_wild_assume_test

import rego.v1

cases := {
	"one role": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["sts:AssumeRole"],
						"Resource": ["arn:aws:iam::111122223333:role/deploy"],
					},
				],
			},
		},
	},
	"roles by prefix in any account": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["sts:AssumeRole"],
						"Resource": ["arn:aws:iam::*:role/cdk-*"],
					},
				],
			},
		},
	},
	"other calls to STS": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["sts:GetCallerIdentity"],
						"Resource": ["*"],
					},
				],
			},
		},
	},
	"a full administrator is another rule's subject": {
		"verdict": "pass",
		"values": {
			"policy": {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]},
		},
	},
	"every role": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Allow", "Action": ["sts:AssumeRole"], "Resource": ["*"]}],
			},
		},
		"attribute": "policy.Statement[0].Resource",
	},
	"every role of any account": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [
							{
								"Effect": "Allow",
								"Action": ["sts:*"],
								"Resource": ["arn:aws:iam::*:role/*"],
							},
						],
					},
				},
			],
		},
		"type": "aws_iam_user",
		"attribute": "inline_policy[0].policy.Statement[0].Resource",
	},
	"resource known after apply": {
		"verdict": "unknown",
		"values": {"policy": {"Statement": [{"Effect": "Allow", "Action": ["sts:AssumeRole"]}]}},
		"unknown": ["policy.Statement[0].Resource"],
	},
}

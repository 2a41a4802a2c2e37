package aws.iam.no_escalation_managed_test

import rego.v1

cases := {
	"reading everything": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["iam:Get*", "iam:List*"],
						"Resource": ["*"],
					},
				],
			},
		},
	},
	"an own access key only": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["iam:CreateAccessKey"],
						"Resource": ["arn:aws:iam::*:user/${aws:username}"],
					},
				],
			},
		},
	},
	"only under a boundary": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["iam:PutRolePolicy"],
						"Resource": ["*"],
						"Condition": {
							"StringEquals": {
								"iam:PermissionsBoundary": ["${aws_iam_policy.boundary.arn}"],
							},
						},
					},
				],
			},
		},
	},
	"allowed, and denied again": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{"Effect": "Allow", "Action": ["iam:*"], "Resource": ["*"]},
					{"Effect": "Deny", "Action": ["iam:*"], "Resource": ["*"]},
				],
			},
		},
	},
	"rewriting a policy": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["iam:CreatePolicyVersion"],
						"Resource": ["*"],
					},
				],
			},
		},
		"attribute": "policy.Statement",
	},
	"a role, and something to run with it": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{"Effect": "Allow", "Action": ["iam:PassRole"], "Resource": ["*"]},
					{
						"Effect": "Allow",
						"Action": ["lambda:CreateFunction", "lambda:InvokeFunction"],
						"Resource": ["*"],
					},
				],
			},
		},
		"findings": 1,
		"attribute": "policy.Statement",
	},
	"wildcards, and one finding for all ways": {
		"verdict": "fail",
		"values": {
			"policy": {"Statement": [{"Effect": "Allow", "Action": ["iam:*"], "Resource": ["*"]}]},
		},
		"findings": 1,
		"attribute": "policy.Statement",
	},
	"through NotAction": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Allow", "NotAction": ["s3:*"], "Resource": ["*"]}],
			},
		},
		"attribute": "policy.Statement",
	},
	"resource known after apply": {
		"verdict": "unknown",
		"values": {
			"policy": {"Statement": [{"Effect": "Allow", "Action": ["iam:CreatePolicyVersion"]}]},
		},
		"unknown": ["policy.Statement[0].Resource"],
	},
}

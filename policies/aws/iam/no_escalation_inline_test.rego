package aws.iam.no_escalation_inline_test

import rego.v1

cases := {
	"reading everything": {
		"verdict": "pass",
		"values": {
			"inline_policy": [
				{
					"name": "app",
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
			],
		},
	},
	"an own access key only": {
		"verdict": "pass",
		"values": {
			"inline_policy": [
				{
					"name": "app",
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
			],
		},
	},
	"only under a boundary": {
		"verdict": "pass",
		"values": {
			"inline_policy": [
				{
					"name": "app",
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
			],
		},
	},
	"allowed, and denied again": {
		"verdict": "pass",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [
							{"Effect": "Allow", "Action": ["iam:*"], "Resource": ["*"]},
							{"Effect": "Deny", "Action": ["iam:*"], "Resource": ["*"]},
						],
					},
				},
			],
		},
	},
	"rewriting a policy": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
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
			],
		},
		"attribute": "inline_policy[0].policy.Statement",
	},
	"a role, and something to run with it": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [
							{
								"Effect": "Allow",
								"Action": ["iam:PassRole"],
								"Resource": ["*"],
							},
							{
								"Effect": "Allow",
								"Action": ["lambda:CreateFunction", "lambda:InvokeFunction"],
								"Resource": ["*"],
							},
						],
					},
				},
			],
		},
		"findings": 1,
		"attribute": "inline_policy[0].policy.Statement",
	},
	"wildcards, and one finding for all ways": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [{"Effect": "Allow", "Action": ["iam:*"], "Resource": ["*"]}],
					},
				},
			],
		},
		"findings": 1,
		"attribute": "inline_policy[0].policy.Statement",
	},
	"through NotAction": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [{"Effect": "Allow", "NotAction": ["s3:*"], "Resource": ["*"]}],
					},
				},
			],
		},
		"attribute": "inline_policy[0].policy.Statement",
	},
	"resource known after apply": {
		"verdict": "unknown",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [{"Effect": "Allow", "Action": ["iam:CreatePolicyVersion"]}],
					},
				},
			],
		},
		"unknown": ["inline_policy[0].policy.Statement[0].Resource"],
	},
}

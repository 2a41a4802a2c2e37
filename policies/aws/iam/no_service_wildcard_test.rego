package aws.iam.no_service_wildcard_test

import rego.v1

cases := {
	"single actions": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["s3:GetObject", "s3:List*"],
						"Resource": ["*"],
					},
				],
			},
		},
	},
	"denied": {
		"verdict": "pass",
		"values": {
			"policy": {"Statement": [{"Effect": "Deny", "Action": ["s3:*"], "Resource": ["*"]}]},
		},
	},
	"managed policy": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["s3:GetObject", "sqs:*"],
						"Resource": ["*"],
					},
				],
			},
		},
		"attribute": "policy.Statement[0].Action[1]",
	},
	"inline policy": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [{"Effect": "Allow", "Action": ["kms:*"], "Resource": ["*"]}],
					},
				},
			],
		},
		"type": "aws_iam_role",
		"attribute": "inline_policy[0].policy.Statement[0].Action[0]",
	},
	"actions known after apply": {
		"verdict": "unknown",
		"values": {"policy": {"Statement": [{"Effect": "Allow", "Resource": ["*"]}]}},
		"unknown": ["policy.Statement[0].Action"],
	},
}

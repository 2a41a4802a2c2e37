package aws.iam.pass_role_test

import rego.v1

cases := {
	"one role": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["iam:PassRole"],
						"Resource": ["${aws_iam_role.task.arn}"],
					},
				],
			},
		},
	},
	"roles by prefix": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["iam:PassRole"],
						"Resource": ["arn:aws:iam::111122223333:role/app-*"],
					},
				],
			},
		},
	},
	"to one service": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["iam:PassRole"],
						"Resource": ["*"],
						"Condition": {
							"StringEquals": {"iam:PassedToService": ["ecs-tasks.amazonaws.com"]},
						},
					},
				],
			},
		},
	},
	"other actions on everything": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["ec2:Describe*", "ecr:GetAuthorizationToken"],
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
	"any role": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Allow", "Action": ["iam:PassRole"], "Resource": ["*"]}],
			},
		},
		"attribute": "policy.Statement[0].Resource",
	},
	"any role of the account, by wildcard action": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [
							{
								"Effect": "Allow",
								"Action": ["iam:Pass*"],
								"Resource": ["arn:aws:iam::111122223333:role/*"],
							},
						],
					},
				},
			],
		},
		"type": "aws_iam_role",
		"attribute": "inline_policy[0].policy.Statement[0].Resource",
	},
	"through NotAction": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Allow", "NotAction": ["s3:*"], "Resource": ["*"]}],
			},
		},
		"attribute": "policy.Statement[0].Resource",
	},
	"resource known after apply": {
		"verdict": "unknown",
		"values": {"policy": {"Statement": [{"Effect": "Allow", "Action": ["iam:PassRole"]}]}},
		"unknown": ["policy.Statement[0].Resource[0]"],
	},
}

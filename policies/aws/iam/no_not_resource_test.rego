package aws.iam.no_not_resource_test

import rego.v1

cases := {
	"listed": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"]}],
			},
		},
	},
	"with Deny it is a limit": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Deny",
						"NotResource": ["arn:aws:s3:::x"],
						"Action": ["s3:GetObject"],
					},
				],
			},
		},
	},
	"managed policy": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"NotResource": ["arn:aws:s3:::x"],
						"Action": ["s3:GetObject"],
					},
				],
			},
		},
		"attribute": "policy.Statement[0].NotResource",
	},
	"inline policy of a group": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [
							{
								"Effect": "Allow",
								"NotResource": ["arn:aws:s3:::x"],
								"Action": ["s3:GetObject"],
							},
						],
					},
				},
			],
		},
		"type": "aws_iam_group",
		"attribute": "inline_policy[0].policy.Statement[0].NotResource",
	},
	"policy known after apply": {"verdict": "unknown", "values": {}, "unknown": ["policy"]},
}

package aws.iam.no_admin_inline_test

import rego.v1

cases := {
	"one action on one bucket": {
		"verdict": "pass",
		"values": {
			"inline_policy": [
				{
					"name": "app",
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
			],
		},
	},
	"no inline policy": {"verdict": "pass", "values": {}},
	"role": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}],
					},
				},
			],
		},
		"attribute": "inline_policy[0].policy.Statement[0].Action",
	},
	"user": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}],
					},
				},
			],
		},
		"type": "aws_iam_user",
		"attribute": "inline_policy[0].policy.Statement[0].Action",
	},
	"group": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}],
					},
				},
			],
		},
		"type": "aws_iam_group",
		"attribute": "inline_policy[0].policy.Statement[0].Action",
	},
	"a policy without its role": {
		"verdict": "fail",
		"values": {
			"policy": {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"]}]},
		},
		"type": "aws_iam_role_policy",
		"attribute": "policy.Statement[0].Action",
	},
	"policy known after apply": {
		"verdict": "unknown",
		"values": {"inline_policy": [{"name": "app"}]},
		"unknown": ["inline_policy[0].policy"],
	},
}

package aws.iam.no_not_action_test

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
				"Statement": [{"Effect": "Deny", "NotAction": ["iam:*"], "Resource": ["*"]}],
			},
		},
	},
	"managed policy": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Allow", "NotAction": ["iam:*"], "Resource": ["*"]}],
			},
		},
		"attribute": "policy.Statement[0].NotAction",
	},
	"inline policy of a group": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [{"Effect": "Allow", "NotAction": ["iam:*"], "Resource": ["*"]}],
					},
				},
			],
		},
		"type": "aws_iam_group",
		"attribute": "inline_policy[0].policy.Statement[0].NotAction",
	},
	"policy known after apply": {"verdict": "unknown", "values": {}, "unknown": ["policy"]},
}

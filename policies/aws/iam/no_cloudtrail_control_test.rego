package aws.iam.no_cloudtrail_control_test

import rego.v1

cases := {
	"reading": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["cloudtrail:LookupEvents", "cloudtrail:Get*"],
						"Resource": ["*"],
					},
				],
			},
		},
	},
	"denied": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Deny", "Action": ["cloudtrail:*"], "Resource": ["*"]}],
			},
		},
	},
	"everything": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Allow", "Action": ["CloudTrail:*"], "Resource": ["*"]}],
			},
		},
		"attribute": "policy.Statement[0].Action[0]",
	},
	"inline": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [
							{
								"Effect": "Allow",
								"Action": ["logs:*", "cloudtrail:*"],
								"Resource": ["*"],
							},
						],
					},
				},
			],
		},
		"type": "aws_iam_role",
		"attribute": "inline_policy[0].policy.Statement[0].Action[1]",
	},
	"actions known after apply": {
		"verdict": "unknown",
		"values": {"policy": {"Statement": [{"Effect": "Allow", "Resource": ["*"]}]}},
		"unknown": ["policy.Statement[0].Action"],
	},
}

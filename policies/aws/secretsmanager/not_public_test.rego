package aws.secretsmanager.not_public_test

import rego.v1

cases := {
	"one role": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["${aws_iam_role.task.arn}"]},
						"Action": ["secretsmanager:GetSecretValue"],
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
						"Action": ["secretsmanager:GetSecretValue"],
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
						"Action": ["secretsmanager:GetSecretValue"],
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
						"Action": ["secretsmanager:GetSecretValue"],
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
						"Action": ["secretsmanager:GetSecretValue"],
						"Resource": ["*"],
					},
				],
			},
		},
		"type": "aws_secretsmanager_secret_policy",
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
						"Action": ["secretsmanager:GetSecretValue"],
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
						"Action": ["secretsmanager:GetSecretValue"],
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
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["secretsmanager:GetSecretValue"],
						"Resource": ["*"],
					},
				],
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
						"Action": ["secretsmanager:GetSecretValue"],
						"Resource": ["*"],
					},
				],
			},
		},
		"unknown": ["policy.Statement[0].Condition.StringEquals[\"aws:SourceAccount\"]"],
	},
}

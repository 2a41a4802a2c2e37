package aws.ecr.not_public_test

import rego.v1

cases := {
	"one account": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
						"Action": ["ecr:BatchGetImage"],
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
						"Action": ["ecr:BatchGetImage"],
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
						"Action": ["ecr:BatchGetImage"],
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
						"Action": ["ecr:BatchGetImage"],
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
						"Action": ["ecr:BatchGetImage"],
					},
				],
			},
		},
		"type": "aws_ecr_repository_policy",
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
						"Action": ["ecr:BatchGetImage"],
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
						"Action": ["ecr:BatchGetImage"],
						"Condition": {"StringLike": {"aws:SourceAccount": ["*"]}},
					},
				],
			},
		},
	},
	"principal known after apply": {
		"verdict": "unknown",
		"values": {
			"policy": {"Statement": [{"Effect": "Allow", "Action": ["ecr:BatchGetImage"]}]},
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
						"Action": ["ecr:BatchGetImage"],
					},
				],
			},
		},
		"unknown": ["policy.Statement[0].Condition.StringEquals[\"aws:SourceAccount\"]"],
	},
}

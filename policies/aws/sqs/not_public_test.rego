package aws.sqs.not_public_test

import rego.v1

cases := {
	"one topic": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sqs:SendMessage"],
						"Resource": ["*"],
						"Condition": {
							"ArnEquals": {"aws:SourceArn": ["${aws_sns_topic.alerts.arn}"]},
						},
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
						"Action": ["sqs:SendMessage"],
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
						"Action": ["sqs:SendMessage"],
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
						"Action": ["sqs:SendMessage"],
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
						"Action": ["sqs:SendMessage"],
						"Resource": ["*"],
					},
				],
			},
		},
		"type": "aws_sqs_queue_policy",
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
						"Action": ["sqs:SendMessage"],
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
						"Action": ["sqs:SendMessage"],
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
				"Statement": [{"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": ["*"]}],
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
						"Action": ["sqs:SendMessage"],
						"Resource": ["*"],
					},
				],
			},
		},
		"unknown": ["policy.Statement[0].Condition.StringEquals[\"aws:SourceAccount\"]"],
	},
}

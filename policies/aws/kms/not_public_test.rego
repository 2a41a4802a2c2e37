package aws.kms.not_public_test

import rego.v1

cases := {
	"the account itself, as AWS writes it": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
						"Action": ["kms:*"],
						"Resource": ["*"],
					},
				],
			},
		},
	},
	"an AWS service": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Service": ["logs.eu-west-1.amazonaws.com"]},
						"Action": ["kms:Decrypt"],
						"Resource": ["*"],
					},
				],
			},
		},
	},
	"everybody in one account through one service": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["kms:Decrypt"],
						"Resource": ["*"],
						"Condition": {
							"StringEquals": {
								"kms:CallerAccount": ["111122223333"],
								"kms:ViaService": ["s3.eu-west-1.amazonaws.com"],
							},
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
						"Action": ["kms:Decrypt"],
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
						"Action": ["kms:Decrypt"],
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
						"Action": ["kms:Decrypt"],
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
						"Action": ["kms:Decrypt"],
						"Resource": ["*"],
					},
				],
			},
		},
		"type": "aws_kms_key_policy",
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
						"Action": ["kms:Decrypt"],
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
						"Action": ["kms:Decrypt"],
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
				"Statement": [{"Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": ["*"]}],
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
						"Action": ["kms:Decrypt"],
						"Resource": ["*"],
					},
				],
			},
		},
		"unknown": ["policy.Statement[0].Condition.StringEquals[\"aws:SourceAccount\"]"],
	},
}

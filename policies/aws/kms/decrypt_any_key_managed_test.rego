package aws.kms.decrypt_any_key_managed_test

import rego.v1

cases := {
	"one key": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["kms:Decrypt"],
						"Resource": ["${aws_kms_key.main.arn}"],
					},
				],
			},
		},
	},
	"every key, through one service": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["kms:Decrypt"],
						"Resource": ["*"],
						"Condition": {
							"StringEquals": {
								"kms:ViaService": ["secretsmanager.eu-west-1.amazonaws.com"],
							},
						},
					},
				],
			},
		},
	},
	"describing every key": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["kms:DescribeKey", "kms:ListAliases"],
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
	"every key": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": ["*"]}],
			},
		},
		"findings": 1,
		"attribute": "policy.Statement[0].Resource",
	},
	"every key of the account, both ways": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Action": ["kms:*"],
						"Resource": ["arn:aws:kms:*:111122223333:key/*"],
					},
				],
			},
		},
		"findings": 2,
		"attribute": "policy.Statement[0].Resource",
	},
	"resource known after apply": {
		"verdict": "unknown",
		"values": {"policy": {"Statement": [{"Effect": "Allow", "Action": ["kms:Decrypt"]}]}},
		"unknown": ["policy.Statement[0].Resource[0]"],
	},
}

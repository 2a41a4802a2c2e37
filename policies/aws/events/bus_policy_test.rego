package aws.events.bus_policy_test

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
						"Action": ["events:PutEvents"],
					},
				],
			},
		},
	},
	"one organisation": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["events:PutEvents"],
						"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-abcdefghij"]}},
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
						"Action": ["events:PutEvents"],
					},
				],
			},
		},
		"attribute": "policy.Statement[0].Principal",
	},
	"principal known after apply": {
		"verdict": "unknown",
		"values": {"policy": {"Statement": [{"Effect": "Allow", "Action": ["events:PutEvents"]}]}},
		"unknown": ["policy.Statement[0].Principal"],
	},
	"a permission for one account": {
		"verdict": "pass",
		"values": {"principal": "111122223333"},
		"type": "aws_cloudwatch_event_permission",
	},
	"a permission for one organisation": {
		"verdict": "pass",
		"values": {
			"principal": "*",
			"condition": {
				"key": "aws:PrincipalOrgID",
				"type": "StringEquals",
				"value": "o-abcdefghij",
			},
		},
		"type": "aws_cloudwatch_event_permission",
	},
	"a permission for everybody": {
		"verdict": "fail",
		"values": {"principal": "*"},
		"type": "aws_cloudwatch_event_permission",
		"attribute": "principal",
	},
	"a permission whose condition is known after apply": {
		"verdict": "unknown",
		"values": {"principal": "*"},
		"unknown": ["condition"],
		"type": "aws_cloudwatch_event_permission",
	},
}

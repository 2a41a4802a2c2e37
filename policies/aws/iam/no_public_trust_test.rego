package aws.iam.no_public_trust_test

import rego.v1

cases := {
	"a service": {
		"verdict": "pass",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Service": ["ecs-tasks.amazonaws.com"]},
						"Action": ["sts:AssumeRole"],
					},
				],
			},
		},
	},
	"one account": {
		"verdict": "pass",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
						"Action": ["sts:AssumeRole"],
					},
				],
			},
		},
	},
	"everybody of one organisation": {
		"verdict": "pass",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sts:AssumeRole"],
						"Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-abcdefghij"]}},
					},
				],
			},
		},
	},
	"everybody": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sts:AssumeRole"],
					},
				],
			},
		},
		"attribute": "assume_role_policy.Statement[0].Principal",
	},
	"everybody with an external id": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sts:AssumeRole"],
						"Condition": {"StringEquals": {"sts:ExternalId": ["42"]}},
					},
				],
			},
		},
	},
	"a condition that also holds when the key is absent": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sts:AssumeRole"],
						"Condition": {
							"StringEqualsIfExists": {"aws:PrincipalOrgID": ["o-abcdefghij"]},
						},
					},
				],
			},
		},
	},
	"principal known after apply": {
		"verdict": "unknown",
		"values": {
			"assume_role_policy": {"Statement": [{"Effect": "Allow", "Action": ["sts:AssumeRole"]}]},
		},
		"unknown": ["assume_role_policy.Statement[0].Principal.AWS[0]"],
	},
	"condition known after apply": {
		"verdict": "unknown",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["*"]},
						"Action": ["sts:AssumeRole"],
						"Condition": {"StringEquals": {}},
					},
				],
			},
		},
		"unknown": [
			"assume_role_policy.Statement[0].Condition.StringEquals[\"aws:PrincipalOrgID\"][0]",
		],
	},
}

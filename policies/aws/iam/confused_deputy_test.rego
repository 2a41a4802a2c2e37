package aws.iam.confused_deputy_test

import rego.v1

cases := {
	"with the account": {
		"verdict": "pass",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Service": ["vpc-flow-logs.amazonaws.com"]},
						"Action": ["sts:AssumeRole"],
						"Condition": {"StringEquals": {"aws:SourceAccount": ["111122223333"]}},
					},
				],
			},
		},
	},
	"with the source": {
		"verdict": "pass",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Service": ["monitoring.rds.amazonaws.com"]},
						"Action": ["sts:AssumeRole"],
						"Condition": {
							"ArnLike": {
								"aws:SourceArn": ["arn:aws:rds:eu-west-1:111122223333:db:*"],
							},
						},
					},
				],
			},
		},
	},
	"a task": {
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
	"denied": {
		"verdict": "pass",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Deny",
						"Principal": {"Service": ["scheduler.amazonaws.com"]},
						"Action": ["sts:AssumeRole"],
					},
				],
			},
		},
	},
	"flow logs for any account": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Service": ["vpc-flow-logs.amazonaws.com"]},
						"Action": ["sts:AssumeRole"],
					},
				],
			},
		},
		"attribute": "assume_role_policy.Statement[0].Condition",
	},
	"any source": {
		"verdict": "fail",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Service": ["scheduler.amazonaws.com"]},
						"Action": ["sts:AssumeRole"],
						"Condition": {"StringLike": {"aws:SourceAccount": ["*"]}},
					},
				],
			},
		},
	},
	"account known after apply": {
		"verdict": "unknown",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Service": ["scheduler.amazonaws.com"]},
						"Action": ["sts:AssumeRole"],
						"Condition": {"StringEquals": {}},
					},
				],
			},
		},
		"unknown": [
			"assume_role_policy.Statement[0].Condition.StringEquals[\"aws:SourceAccount\"][0]",
		],
	},
	"condition known after apply": {
		"verdict": "unknown",
		"values": {
			"assume_role_policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"Service": ["scheduler.amazonaws.com"]},
						"Action": ["sts:AssumeRole"],
					},
				],
			},
		},
		"unknown": ["assume_role_policy.Statement[0].Condition"],
	},
}

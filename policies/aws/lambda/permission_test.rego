package aws.lambda.permission_test

import rego.v1

cases := {
	"a bucket": {
		"verdict": "pass",
		"values": {
			"permission": [
				{
					"principal": "s3.amazonaws.com",
					"source_arn": "arn:aws:s3:::uploads",
					"source_account": "111122223333",
				},
			],
		},
	},
	"a rule, known after apply": {
		"verdict": "pass",
		"values": {"permission": [{"principal": "events.amazonaws.com"}]},
		"unknown": ["permission[0].source_arn"],
	},
	"one account": {"verdict": "pass", "values": {"permission": [{"principal": "111122223333"}]}},
	"everybody of one organisation": {
		"verdict": "pass",
		"values": {"permission": [{"principal": "*", "principal_org_id": "o-abcdefghij"}]},
	},
	"no permission": {"verdict": "pass", "values": {}},
	"everybody": {
		"verdict": "fail",
		"values": {"permission": [{"principal": "111122223333"}, {"principal": "*"}]},
		"attribute": "permission[1].principal",
	},
	"a service for any account": {
		"verdict": "fail",
		"values": {"permission": [{"principal": "s3.amazonaws.com"}]},
		"attribute": "permission[0].principal",
	},
	"a permission without its function": {
		"verdict": "fail",
		"values": {"principal": "*"},
		"type": "aws_lambda_permission",
		"attribute": "principal",
	},
	"a permission without its function, its source known after apply": {
		"verdict": "pass",
		"values": {"principal": "sns.amazonaws.com"},
		"type": "aws_lambda_permission",
		"unknown": ["source_arn"],
	},
	"principal known after apply": {
		"verdict": "unknown",
		"values": {"permission": [{}]},
		"unknown": ["permission[0].principal"],
	},
}

package aws.iam.no_broad_managed_policy_test

import rego.v1

cases := {
	"a narrow one": {
		"verdict": "pass",
		"values": {
			"managed_policy_arns": ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
		},
	},
	"PowerUserAccess": {
		"verdict": "fail",
		"values": {"managed_policy_arns": ["arn:aws:iam::aws:policy/PowerUserAccess"]},
		"attribute": "managed_policy_arns[0]",
	},
	"IAMFullAccess on a group": {
		"verdict": "fail",
		"values": {"managed_policy_arns": ["arn:aws:iam::aws:policy/IAMFullAccess"]},
		"type": "aws_iam_group",
		"attribute": "managed_policy_arns[0]",
	},
	"one that the parameters add": {
		"verdict": "fail",
		"values": {"managed_policy_arns": ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]},
		"parameters": {"iam": {"broad_managed_policies": ["AmazonS3FullAccess"]}},
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["managed_policy_arns"]},
}

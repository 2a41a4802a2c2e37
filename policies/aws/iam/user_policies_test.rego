package aws.iam.user_policies_test

import rego.v1

cases := {
	"a user without policies": {"verdict": "pass", "values": {"name": "deploy"}},
	"inline policy": {
		"verdict": "fail",
		"values": {
			"inline_policy": [
				{
					"name": "app",
					"policy": {
						"Statement": [
							{
								"Effect": "Allow",
								"Action": ["s3:GetObject"],
								"Resource": ["*"],
							},
						],
					},
				},
			],
		},
		"attribute": "inline_policy",
	},
	"attached policy": {
		"verdict": "fail",
		"values": {"managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]},
		"attribute": "managed_policy_arns",
	},
	"both": {
		"verdict": "fail",
		"values": {
			"managed_policy_arns": ["${aws_iam_policy.app.arn}"],
			"inline_policy": [{"name": "app"}],
		},
		"findings": 2,
	},
	"a policy without its user": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"]}],
			},
		},
		"type": "aws_iam_user_policy",
		"attribute": "policy",
	},
	"an attachment whose policy is known after apply": {
		"verdict": "fail",
		"values": {},
		"type": "aws_iam_user_policy_attachment",
		"unknown": ["user"],
	},
	"attached policies known after apply": {"verdict": "unknown", "values": {}, "unknown": ["managed_policy_arns"]},
}

package aws.iam.no_administrator_access_test

import rego.v1

cases := {
	"the policy of ECS tasks": {
		"verdict": "pass",
		"values": {
			"managed_policy_arns": ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
		},
	},
	"a policy of this document": {
		"verdict": "pass",
		"values": {"managed_policy_arns": ["${aws_iam_policy.app.arn}"]},
	},
	"an own policy of that name": {
		"verdict": "pass",
		"values": {
			"managed_policy_arns": ["arn:aws:iam::111122223333:policy/AdministratorAccess"],
		},
	},
	"role": {
		"verdict": "fail",
		"values": {
			"managed_policy_arns": [
				"arn:aws:iam::aws:policy/ReadOnlyAccess",
				"arn:aws:iam::aws:policy/AdministratorAccess",
			],
		},
		"findings": 1,
		"attribute": "managed_policy_arns[1]",
	},
	"another partition": {
		"verdict": "fail",
		"values": {"managed_policy_arns": ["arn:aws-cn:iam::aws:policy/AdministratorAccess"]},
		"type": "aws_iam_group",
	},
	"an attachment without its user": {
		"verdict": "fail",
		"values": {"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
		"type": "aws_iam_user_policy_attachment",
		"attribute": "policy_arn",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["managed_policy_arns[0]"]},
}

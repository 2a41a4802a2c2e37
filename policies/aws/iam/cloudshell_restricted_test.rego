package aws.iam.cloudshell_restricted_test

import rego.v1

cases := {
	"another policy": {
		"verdict": "pass",
		"values": {"managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]},
	},
	"attached": {
		"verdict": "fail",
		"values": {"managed_policy_arns": ["arn:aws:iam::aws:policy/AWSCloudShellFullAccess"]},
		"attribute": "managed_policy_arns[0]",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["managed_policy_arns"]},
}

package lib.escalation_test

import rego.v1

import data.lib.escalation

_document(actions, resource) := {"Statement": [{"Effect": "Allow", "Action": actions, "Resource": [resource]}]}

test_one_action if escalation.ways(_document(["iam:AttachRolePolicy"], "*")) == ["iam:AttachRolePolicy"]

test_wildcards if "iam:PutUserPolicy" in escalation.ways(_document(["iam:Put*"], "arn:aws:iam::111122223333:user/*"))

test_actions_of_two_statements if {
	pass_role := {"Effect": "Allow", "Action": ["iam:PassRole"], "Resource": ["*"]}
	run := {"Effect": "Allow", "Action": ["ec2:Run*"], "Resource": ["*"]}
	escalation.ways({"Statement": [pass_role, run]}) == ["iam:PassRole with ec2:RunInstances"]
}

test_half_a_way_is_none if escalation.ways(_document(["iam:PassRole"], "*")) == []

test_named_resources_are_none if {
	escalation.ways(_document(["iam:CreatePolicyVersion"], "${aws_iam_policy.app.arn}")) == []
	escalation.ways(_document(["iam:CreateAccessKey"], "arn:aws:iam::111122223333:user/${aws:username}")) == []
}

test_guarded_is_none if {
	condition := {"StringEquals": {"iam:PermissionsBoundary": ["${aws_iam_policy.boundary.arn}"]}}
	statement := {"Effect": "Allow", "Action": ["iam:PutRolePolicy"], "Resource": ["*"], "Condition": condition}
	escalation.ways({"Statement": [statement]}) == []
}

test_denied_is_none if {
	allow := {"Effect": "Allow", "Action": ["iam:PutRolePolicy"], "Resource": ["*"]}
	deny := {"Effect": "Deny", "Action": ["iam:*"], "Resource": ["*"]}
	escalation.ways({"Statement": [allow, deny]}) == []
}

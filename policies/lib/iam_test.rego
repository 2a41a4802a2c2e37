package lib.iam_test

import rego.v1

import data.lib.iam

_condition(operator, key, value) := {"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Condition": {operator: {key: [value]}}}

test_covers if {
	iam.covers("iam:PassRole", "IAM:passrole")
	iam.covers("iam:Pass*", "iam:PassRole")
	iam.covers("iam:*Role?ol*", "iam:DeleteRolePolicy")
	iam.covers("*", "iam:PassRole")
	iam.covers("*:*", "iam:PassRole")
}

test_does_not_cover if {
	not iam.covers("iam:Pass", "iam:PassRole")
	not iam.covers("iam:*Role?ol*", "iam:PassRole")
	not iam.covers("s3:*", "iam:PassRole")
}

test_allows_by_not_action if {
	statement := {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": ["*"]}
	iam.allows(statement, "s3:GetObject")
	not iam.allows(statement, "iam:PassRole")
}

test_deny_allows_nothing if not iam.allows({"Effect": "Deny", "Action": ["*"]}, "s3:GetObject")

test_denies if {
	iam.denies({"Statement": [{"Effect": "Deny", "Action": ["iam:*"], "Resource": ["*"]}]}, "iam:PassRole")
	not iam.denies({"Statement": [{"Effect": "Allow", "Action": ["iam:*"], "Resource": ["*"]}]}, "iam:PassRole")
}

test_on_everything if {
	iam.on_everything({"Resource": ["*"]})
	iam.on_everything({"Resource": ["arn:aws:s3:::x", "arn:aws:*:*:*:*"]})
	not iam.on_everything({"Resource": ["${aws_kms_key.main.arn}", "arn:aws:s3:::bucket/*"]})
}

test_on_every if {
	iam.on_every({"Resource": ["arn:aws:iam::111122223333:role/*"]}, "role")
	iam.on_every({"Resource": ["arn:aws:iam::*:*"]}, "role")
	not iam.on_every({"Resource": ["arn:aws:iam::111122223333:role/app-*"]}, "role")
	not iam.on_every({"Resource": ["${aws_iam_role.task.arn}"]}, "role")
}

test_is_admin if {
	iam.is_admin({"Effect": "Allow", "Action": ["*"], "Resource": ["*"]})
	iam.is_admin({"Effect": "Allow", "Action": ["*:*"], "Resource": ["*"]})
	not iam.is_admin({"Effect": "Allow", "Action": ["s3:*"], "Resource": ["*"]})
	not iam.is_admin({"Effect": "Deny", "Action": ["*"], "Resource": ["*"]})
}

test_for_anyone if {
	iam.for_anyone({"Principal": {"AWS": ["*"]}})
	iam.for_anyone({"NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:root"]}})
	not iam.for_anyone({"Principal": {"Service": ["ecs-tasks.amazonaws.com"]}})
	not iam.for_anyone({"Principal": {"AWS": ["111122223333"]}})
}

test_narrowed if {
	iam.narrowed(_condition("StringEquals", "AWS:SourceAccount", "111122223333"))
	iam.narrowed(_condition("ArnLike", "aws:SourceArn", "${aws_s3_bucket.uploads.arn}"))
	iam.narrowed(_condition("ArnLike", "aws:SourceArn", "arn:aws:s3:::uploads"))
	iam.narrowed(_condition("IpAddress", "aws:SourceIp", "203.0.113.0/24"))
}

test_not_narrowed if {
	not iam.narrowed(_condition("StringEquals", "aws:SourceAccount", "*"))
	not iam.narrowed(_condition("StringEqualsIfExists", "aws:SourceAccount", "111122223333"))
	not iam.narrowed(_condition("StringNotEquals", "aws:SourceAccount", "111122223333"))
	not iam.narrowed(_condition("IpAddress", "aws:SourceIp", "0.0.0.0/0"))
	not iam.narrowed(_condition("Bool", "aws:SecureTransport", "true"))
	not iam.narrowed(_condition("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:*"))
	not iam.narrowed(_condition("ArnLike", "aws:SourceArn", "arn:aws:s3:::*"))
	not iam.narrowed(_condition("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/deploy"))
	not iam.narrowed({"Effect": "Allow"})
}

test_public if {
	open := _condition("Bool", "aws:SecureTransport", "true")
	closed := _condition("StringEquals", "aws:SourceAccount", "111122223333")
	resource := {"values": {"policy": {"Statement": [closed, open, open]}}, "unknown": ["policy.Statement[2].Condition"]}
	iam.public(resource, "policy") == {1}
	iam.public({"values": {}}, "policy") == set()
	iam.public({"values": {"policy": "not json"}}, "policy") == set()
}

test_inline_and_managed if {
	document := {"Statement": []}
	resources := {
		"aws_iam_policy": [{"address": "a", "values": {"policy": document}}],
		"aws_iam_role": [{"address": "b", "values": {"inline_policy": [{"name": "x", "policy": document}]}}],
		"aws_iam_user_policy": [{"address": "c", "values": {"policy": document}}],
	}
	managed := {[policy.address, policy.path] | some policy in iam.managed} with input.resources as resources
	managed == {["a", "policy"]}
	inline := {[policy.address, policy.path] | some policy in iam.inline} with input.resources as resources
	inline == {["b", "inline_policy[0].policy"], ["c", "policy"]}
}

test_attached if {
	resources := {
		"aws_iam_role": [{"address": "a", "values": {"managed_policy_arns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}}],
		"aws_iam_policy_attachment": [{"address": "b", "values": {"policy_arn": "${aws_iam_policy.app.arn}"}}],
	}
	attached := {[policy.address, policy.attribute] | some policy in iam.attached} with input.resources as resources
	attached == {["a", "managed_policy_arns[0]"], ["b", "policy_arn"]}
}

test_aws_managed if {
	iam.aws_managed("arn:aws-us-gov:iam::aws:policy/job-function/Billing") == "job-function/Billing"
	not iam.aws_managed("arn:aws:iam::111122223333:policy/AdministratorAccess")
	not iam.aws_managed("${aws_iam_policy.app.arn}")
}

test_mentions if {
	statement := _condition("StringLike", "aws:ResourceTag/team", "web")
	iam.mentions(statement, {"aws:resourcetag"})
	not iam.mentions(statement, {"kms:viaservice"})
	not iam.mentions({"Effect": "Allow"}, {"kms:viaservice"})
}

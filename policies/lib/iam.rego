# METADATA
# title: Policy documents
# description: What an IAM statement grants, to whom, on what and under which conditions.
package lib.iam

import rego.v1

import data.lib.values

# managed contains {address, path, document}: the customer-managed policies; `path` is where the document stands.
managed contains policy if {
	some resource in input.resources.aws_iam_policy
	policy := {"address": resource.address, "path": "policy", "document": resource.values.policy}
}

# inline contains {address, path, document}: the policies embedded in a role, user or group.
inline contains policy if {
	some type in ["aws_iam_role", "aws_iam_user", "aws_iam_group"]
	some resource in input.resources[type]
	some index, block in resource.values.inline_policy
	path := sprintf("inline_policy[%d].policy", [index])
	policy := {"address": resource.address, "path": path, "document": block.policy}
}

inline contains policy if {
	some type in ["aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"]
	some resource in input.resources[type]
	policy := {"address": resource.address, "path": "policy", "document": resource.values.policy}
}

# documents: managed and inline ones alike.
documents := managed | inline

# attached contains {address, attribute, arn}: the managed policies that roles, users and groups have.
attached contains attachment if {
	some type in ["aws_iam_role", "aws_iam_user", "aws_iam_group"]
	some resource in input.resources[type]
	some index, arn in resource.values.managed_policy_arns
	attribute := sprintf("managed_policy_arns[%d]", [index])
	attachment := {"address": resource.address, "attribute": attribute, "arn": arn}
}

attached contains attachment if {
	some type in [
		"aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment",
		"aws_iam_group_policy_attachment", "aws_iam_policy_attachment",
	]
	some resource in input.resources[type]
	attachment := {"address": resource.address, "attribute": "policy_arn", "arn": resource.values.policy_arn}
}

# aws_managed(arn): the name of a policy that AWS maintains, "job-function/Billing" for example.
aws_managed(arn) := name if {
	parts := regex.find_all_string_submatch_n(`^arn:[^:]*:iam::aws:policy/(.+)$`, arn, 1)
	name := parts[0][1]
}

# path("policy", 2, "Action") is "policy.Statement[2].Action".
path(document, index, element) := sprintf("%s.Statement[%d].%s", [document, index, element])

# covers("iam:Pass*", "iam:PassRole"): names match as IAM matches them, whatever their case.
covers(pattern, name) if lower(pattern) == lower(name)

covers(pattern, name) if {
	regex.match(`[*?]`, pattern)
	escaped := regex.replace(lower(pattern), `[^a-z0-9*?:/_-]`, `.`)
	expression := replace(replace(escaped, "?", "."), "*", ".*")
	regex.match(concat("", ["^", expression, "$"]), lower(name))
}

# allows(statement, action): by Action, or by a NotAction that leaves it out.
allows(statement, action) if {
	statement.Effect == "Allow"
	some pattern in statement.Action
	covers(pattern, action)
}

allows(statement, action) if {
	statement.Effect == "Allow"
	statement.NotAction
	not _listed(statement.NotAction, action)
}

# denies(document, action): an unconditional Deny takes the action away, whatever else is allowed.
denies(document, action) if {
	some statement in document.Statement
	statement.Effect == "Deny"
	"*" in statement.Resource
	not statement.Condition
	_listed(statement.Action, action)
}

_listed(patterns, action) if {
	some pattern in patterns
	covers(pattern, action)
}

# on_everything(statement): it holds for every resource, whether it says "*" or spells that as an ARN.
on_everything(statement) if {
	some resource in statement.Resource
	regex.match(`^(\*+|arn:[^:]*(:\*+)+)$`, resource)
}

# on_every(statement, "role"): it holds for every resource of a kind, in whichever account.
on_every(statement, _) if on_everything(statement)

on_every(statement, kind) if {
	some resource in statement.Resource
	regex.match(sprintf(`^arn:[^:]*:[^:]*:[^:]*:[^:]*:(%s[/:])?\*+$`, [kind]), resource)
}

on_every(statement, _) if statement.NotResource

# is_admin(statement): every action on every resource.
is_admin(statement) if {
	statement.Effect == "Allow"
	some action in statement.Action
	regex.match(`^\*+(:\*+)?$`, action)
	on_everything(statement)
}

# for_anyone(statement): the principal is everybody, in every account, or not even signed in.
for_anyone(statement) if {
	some kind in ["AWS", "*", "Federated", "CanonicalUser"]
	"*" in statement.Principal[kind]
}

for_anyone(statement) if statement.NotPrincipal

# public(resource, "policy") contains the index of each statement that grants something to everybody, with no condition
# that ties it to known callers. One whose condition is not known yet is left out: the rule lists Condition among its
# attributes, and the verdict is unknown.
public(resource, document) := {index |
	some index, statement in object.get(resource.values, document, {}).Statement
	statement.Effect == "Allow"
	for_anyone(statement)
	not narrowed(statement)
	not undecided(resource, document, index)
}

# undecided(resource, "policy", 0): the statement's condition is known only after apply.
undecided(resource, document, index) if values.is_unknown(resource, path(document, index, "Condition"))

undecided(resource, document, index) if values.partly_unknown(resource, path(document, index, "Condition"))

# narrowed(statement): a condition holds it to callers that are named one way or another.
narrowed(statement) if {
	some operator, keys in statement.Condition
	lower(operator) in _positive
	some key, names in keys
	lower(key) in _caller
	count(names) > 0
	every name in names { definite(name) }
}

# mentions(statement, keys): a condition uses one of these keys (in lower case, and without the tag's name for
# "aws:resourcetag/team"), with whatever operator.
mentions(statement, keys) if {
	some used in statement.Condition
	some key, _ in used
	split(lower(key), "/")[0] in keys
}

# definite(name): it names something. "*", "0.0.0.0/0" and an ARN that leaves both account and resource open do not.
definite(name) if {
	not regex.match(`^[*?]*$`, name)
	not endswith(name, "/0")
	not regex.match(`^arn:[^:]*:[^:]*:[^:]*:(\*+:.*|:?[*?]*)$`, name)
}

# Operators that hold only when the key is there: "…IfExists" and "ForAllValues:…" also hold when it is not.
_positive := {
	"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress",
	"foranyvalue:stringequals", "foranyvalue:stringlike", "foranyvalue:arnequals", "foranyvalue:arnlike",
}

# Keys that say who calls, or from where; those that AWS itself takes into account when it asks whether a policy is public.
_caller := {
	"aws:principalaccount", "aws:principalarn", "aws:principalorgid", "aws:principalorgpaths", "aws:sourceaccount",
	"aws:sourcearn", "aws:sourceip", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc",
	"aws:sourcevpce", "aws:userid", "aws:vpcsourceip", "kms:calleraccount", "s3:dataaccesspointaccount",
	"s3:dataaccesspointarn", "lambda:eventsourcetoken", "elasticfilesystem:accesspointarn",
}

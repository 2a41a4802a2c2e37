# METADATA
# title: Policies do not allow assuming just any role
# description: Whoever may assume every role that trusts the account gets the sum of all their rights.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
# custom:
#   id: IAM-012
#   control: iam-no-wild-assume
#   severity: high
#   domain: least-privilege
#   resources: [
#     aws_iam_policy, aws_iam_role, aws_iam_user, aws_iam_group, aws_iam_role_policy, aws_iam_user_policy,
#     aws_iam_group_policy
#   ]
#   attributes: [
#     "inline_policy[].policy.Statement[].Effect", "inline_policy[].policy.Statement[].Action",
#     "inline_policy[].policy.Statement[].NotAction", "inline_policy[].policy.Statement[].Resource",
#     "inline_policy[].policy.Statement[].NotResource", "policy.Statement[].Effect", "policy.Statement[].Action",
#     "policy.Statement[].NotAction", "policy.Statement[].Resource", "policy.Statement[].NotResource"
#   ]
#   remediation: Name the roles in `Resource`.
package aws.iam.no_wild_assume

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.documents
	some index, statement in policy.document.Statement
	iam.allows(statement, "sts:AssumeRole")
	iam.on_every(statement, "role")
	not iam.is_admin(statement)
	attribute := iam.path(policy.path, index, "Resource")
	finding := {"address": policy.address, "attribute": attribute, "msg": "every role may be assumed"}
}

# METADATA
# title: Policies do not allow all actions but a few
# description: "`NotAction` with Allow grants every service that is not named, and all that AWS adds later."
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
# custom:
#   id: IAM-006
#   severity: medium
#   domain: least-privilege
#   resources: [
#     aws_iam_policy, aws_iam_role, aws_iam_user, aws_iam_group, aws_iam_role_policy, aws_iam_user_policy,
#     aws_iam_group_policy
#   ]
#   attributes: [
#     "inline_policy[].policy.Statement[].Effect", "inline_policy[].policy.Statement[].NotAction",
#     "policy.Statement[].Effect", "policy.Statement[].NotAction"
#   ]
#   remediation: Use `Action` with the actions that the workload uses.
package aws.iam.no_not_action

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.documents
	some index, statement in policy.document.Statement
	statement.Effect == "Allow"
	count(statement.NotAction) > 0
	attribute := iam.path(policy.path, index, "NotAction")
	msg := "everything but the listed actions is allowed"
	finding := {"address": policy.address, "attribute": attribute, "msg": msg}
}

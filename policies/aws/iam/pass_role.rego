# METADATA
# title: Policies do not allow passing just any role
# description: Whoever may hand any role to a service they control acts with the strongest role of the account.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
# custom:
#   id: IAM-009
#   severity: high
#   domain: least-privilege
#   resources: [
#     aws_iam_policy, aws_iam_role, aws_iam_user, aws_iam_group, aws_iam_role_policy, aws_iam_user_policy,
#     aws_iam_group_policy
#   ]
#   attributes: [
#     "inline_policy[].policy.Statement[].Effect", "inline_policy[].policy.Statement[].Action",
#     "inline_policy[].policy.Statement[].NotAction", "inline_policy[].policy.Statement[].Resource",
#     "inline_policy[].policy.Statement[].NotResource", "inline_policy[].policy.Statement[].Condition",
#     "policy.Statement[].Effect", "policy.Statement[].Action", "policy.Statement[].NotAction",
#     "policy.Statement[].Resource", "policy.Statement[].NotResource", "policy.Statement[].Condition"
#   ]
#   remediation: Name the roles in `Resource`, or limit the service with a condition on `iam:PassedToService`.
package aws.iam.pass_role

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.documents
	some index, statement in policy.document.Statement
	iam.allows(statement, "iam:PassRole")
	iam.on_every(statement, "role")
	not iam.is_admin(statement)
	not iam.mentions(statement, {"iam:passedtoservice"})
	attribute := iam.path(policy.path, index, "Resource")
	finding := {"address": policy.address, "attribute": attribute, "msg": "any role may be passed to any service"}
}

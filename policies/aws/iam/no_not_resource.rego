# METADATA
# title: Policies do not reach all resources but a few
# description: "`NotResource` with Allow grants access to whatever is created later."
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
# custom:
#   id: IAM-007
#   severity: medium
#   domain: least-privilege
#   resources: [
#     aws_iam_policy, aws_iam_role, aws_iam_user, aws_iam_group, aws_iam_role_policy, aws_iam_user_policy,
#     aws_iam_group_policy
#   ]
#   attributes: [
#     "inline_policy[].policy.Statement[].Effect", "inline_policy[].policy.Statement[].NotResource",
#     "policy.Statement[].Effect", "policy.Statement[].NotResource"
#   ]
#   remediation: Use `Resource` with the resources that the workload uses.
package aws.iam.no_not_resource

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.documents
	some index, statement in policy.document.Statement
	statement.Effect == "Allow"
	count(statement.NotResource) > 0
	attribute := iam.path(policy.path, index, "NotResource")
	msg := "the actions are allowed on everything but the listed resources"
	finding := {"address": policy.address, "attribute": attribute, "msg": msg}
}

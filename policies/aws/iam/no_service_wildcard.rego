# METADATA
# title: Policies do not allow every action of a service
# description: "`s3:*` also means deleting the bucket and its policy, and every action that AWS adds later."
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
# custom:
#   id: IAM-005
#   control: iam-no-service-wildcard
#   severity: low
#   domain: least-privilege
#   resources: [
#     aws_iam_policy, aws_iam_role, aws_iam_user, aws_iam_group, aws_iam_role_policy, aws_iam_user_policy,
#     aws_iam_group_policy
#   ]
#   attributes: [
#     "inline_policy[].policy.Statement[].Effect", "inline_policy[].policy.Statement[].Action",
#     "policy.Statement[].Effect", "policy.Statement[].Action"
#   ]
#   controls:
#     aws-fsbp: ["IAM.21"]
#     nist-800-53-r5: [
#       "AC-2", "AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-5", "AC-6", "AC-6(10)", "AC-6(2)", "AC-6(3)"
#     ]
#   remediation: Replace `service:*` by the actions that the workload uses.
package aws.iam.no_service_wildcard

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.documents
	some index, statement in policy.document.Statement
	statement.Effect == "Allow"
	some position, action in statement.Action
	regex.match(`^[a-zA-Z0-9-]+:\*$`, action)
	attribute := sprintf("%s[%d]", [iam.path(policy.path, index, "Action"), position])
	finding := {"address": policy.address, "attribute": attribute, "msg": sprintf("%s is allowed", [action])}
}

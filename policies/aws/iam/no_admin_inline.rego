# METADATA
# title: Inline policies do not allow everything
# description: Whoever gets hold of one identity with such a policy owns the account, and an inline policy is easily
#   overlooked.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: IAM-002
#   control: iam-no-star-star-inline
#   severity: critical
#   domain: least-privilege
#   resources: [
#     aws_iam_role, aws_iam_user, aws_iam_group, aws_iam_role_policy, aws_iam_user_policy, aws_iam_group_policy
#   ]
#   attributes: [
#     "inline_policy[].policy.Statement[].Effect", "inline_policy[].policy.Statement[].Action",
#     "inline_policy[].policy.Statement[].Resource", "policy.Statement[].Effect", "policy.Statement[].Action",
#     "policy.Statement[].Resource"
#   ]
#   controls:
#     aws-fsbp: ["IAM.1"]
#     nist-800-53-r5: [
#       "AC-2", "AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-5", "AC-6", "AC-6(10)", "AC-6(2)", "AC-6(3)"
#     ]
#     hipaa: [
#       "164_308_a_1_ii_b", "164_308_a_3_i", "164_308_a_3_ii_b", "164_308_a_4_i", "164_308_a_4_ii_b",
#       "164_308_a_4_ii_c", "164_312_a_1"
#     ]
#     soc2: ["cc_1_3", "cc_6_3"]
#     gdpr: ["article_25"]
#     iso27001-2022: ["A.5.18", "A.8.2"]
#   remediation: List the actions and resources that the workload uses in the inline policy.
package aws.iam.no_admin_inline

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.inline
	some index, statement in policy.document.Statement
	iam.is_admin(statement)
	attribute := iam.path(policy.path, index, "Action")
	finding := {"address": policy.address, "attribute": attribute, "msg": "every action is allowed on every resource"}
}

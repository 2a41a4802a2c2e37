# METADATA
# title: Customer-managed policies do not allow everything
# description: Whoever gets hold of one identity with such a policy owns the account.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: IAM-001
#   control: iam-no-star-star-managed
#   severity: high
#   domain: least-privilege
#   resources: [aws_iam_policy]
#   attributes: ["policy.Statement[].Effect", "policy.Statement[].Action", "policy.Statement[].Resource"]
#   controls:
#     aws-fsbp: ["IAM.1"]
#     cis-aws-6.0: ["2.15"]
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
#   remediation: List the actions and resources that the workload uses in the `aws_iam_policy_document`.
package aws.iam.no_admin_policy

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.managed
	some index, statement in policy.document.Statement
	iam.is_admin(statement)
	attribute := iam.path(policy.path, index, "Action")
	finding := {"address": policy.address, "attribute": attribute, "msg": "every action is allowed on every resource"}
}

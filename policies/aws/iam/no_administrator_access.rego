# METADATA
# title: AdministratorAccess is not attached
# description: AWS's own policy for full administrators belongs to people who sign in for a while, not to a role, user
#   or group that is always there.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
# custom:
#   id: IAM-003
#   control: iam-no-aws-admin-attached
#   severity: critical
#   domain: least-privilege
#   resources: [
#     aws_iam_role, aws_iam_user, aws_iam_group, aws_iam_role_policy_attachment, aws_iam_user_policy_attachment,
#     aws_iam_group_policy_attachment, aws_iam_policy_attachment
#   ]
#   attributes: ["managed_policy_arns[]", policy_arn]
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
#   remediation: Attach a policy with the actions that are used; IAM Access Analyzer can write one from CloudTrail.
package aws.iam.no_administrator_access

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.attached
	iam.aws_managed(policy.arn) == "AdministratorAccess"
	finding := {"address": policy.address, "attribute": policy.attribute, "msg": "AdministratorAccess is attached"}
}

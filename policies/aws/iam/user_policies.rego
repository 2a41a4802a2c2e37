# METADATA
# title: Users get their rights through groups or roles
# description: Rights that hang on single users are forgotten when somebody changes jobs.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: IAM-016
#   control: iam-policies-via-groups
#   severity: low
#   domain: least-privilege
#   resources: [aws_iam_user, aws_iam_user_policy, aws_iam_user_policy_attachment]
#   attributes: [managed_policy_arns, inline_policy]
#   presence: [policy, policy_arn]
#   controls:
#     aws-fsbp: ["IAM.2"]
#     cis-aws-6.0: ["2.14"]
#     nist-800-53-r5: ["AC-2", "AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-6", "AC-6(3)"]
#     pci-dss-4.0: [
#       "7.2.1", "7.2.2", "7.2.5", "7.3.1", "7.3.2", "7.3.3", "8.2.1", "8.2.2", "8.2.4", "8.2.5", "8.2.7", "8.2.8",
#       "8.3.11", "8.3.4"
#     ]
#     soc2: ["cc_1_3"]
#     iso27001-2022: ["A.5.15"]
#   remediation: Attach the policy to an `aws_iam_group` or, better, to a role that people assume through IAM Identity
#     Center.
package aws.iam.user_policies

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_iam_user
	some attribute in ["inline_policy", "managed_policy_arns"]
	values.is_set(resource, attribute)
	msg := "the user has a policy of their own"
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_iam_user_policy
	msg := "the policy belongs to a single user"
	finding := {"address": resource.address, "attribute": "policy", "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_iam_user_policy_attachment
	msg := "the policy is attached to a single user"
	finding := {"address": resource.address, "attribute": "policy_arn", "msg": msg}
}

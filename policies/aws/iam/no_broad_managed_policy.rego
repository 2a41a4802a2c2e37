# METADATA
# title: AWS policies that amount to administration are not attached
# description: PowerUserAccess reaches all data, and IAMFullAccess can grant itself the rest.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html
# custom:
#   id: IAM-004
#   severity: high
#   domain: least-privilege
#   resources: [
#     aws_iam_role, aws_iam_user, aws_iam_group, aws_iam_role_policy_attachment, aws_iam_user_policy_attachment,
#     aws_iam_group_policy_attachment, aws_iam_policy_attachment
#   ]
#   attributes: ["managed_policy_arns[]", policy_arn]
#   remediation: Attach a policy with the actions that are used instead.
#   parameters: [iam.broad_managed_policies]
package aws.iam.no_broad_managed_policy

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.attached
	name := iam.aws_managed(policy.arn)
	name in data.parameters.iam.broad_managed_policies
	msg := sprintf("%s is attached", [name])
	finding := {"address": policy.address, "attribute": policy.attribute, "msg": msg}
}

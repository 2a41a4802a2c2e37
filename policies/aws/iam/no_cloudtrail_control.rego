# METADATA
# title: Policies do not give full control over CloudTrail
# description: Whoever can stop or delete the trail can act without leaving traces.
# related_resources:
# - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
# custom:
#   id: IAM-022
#   control: iam-no-cloudtrail-full
#   severity: medium
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
#     soc2: ["cc_3_3"]
#   remediation: Allow the reading actions (`cloudtrail:Get*`, `cloudtrail:LookupEvents`) only.
package aws.iam.no_cloudtrail_control

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.documents
	some index, statement in policy.document.Statement
	statement.Effect == "Allow"
	some position, action in statement.Action
	regex.match(`(?i)^cloudtrail:\*+$`, action)
	attribute := sprintf("%s[%d]", [iam.path(policy.path, index, "Action"), position])
	msg := "every action on trails is allowed, stopping them included"
	finding := {"address": policy.address, "attribute": attribute, "msg": msg}
}

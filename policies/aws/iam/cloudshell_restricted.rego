# METADATA
# title: Full access to CloudShell is not attached
# description: CloudShell can upload and download files, which makes it a way out for data that nobody watches.
# related_resources:
# - https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html
# custom:
#   id: IAM-023
#   control: iam-cloudshell-restricted
#   severity: medium
#   domain: least-privilege
#   resources: [
#     aws_iam_role, aws_iam_user, aws_iam_group, aws_iam_role_policy_attachment, aws_iam_user_policy_attachment,
#     aws_iam_group_policy_attachment, aws_iam_policy_attachment
#   ]
#   attributes: ["managed_policy_arns[]", policy_arn]
#   controls:
#     cis-aws-6.0: ["2.21"]
#     pci-dss-4.0: ["7.2.1", "7.2.2", "7.2.3", "7.2.5", "7.3.1", "7.3.2", "7.3.3", "8.2.7", "8.2.8", "8.3.4"]
#   remediation: Attach a policy that denies `cloudshell:GetFileUploadUrls` and `cloudshell:GetFileDownloadUrls`
#     instead of AWSCloudShellFullAccess.
package aws.iam.cloudshell_restricted

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.attached
	iam.aws_managed(policy.arn) == "AWSCloudShellFullAccess"
	finding := {"address": policy.address, "attribute": policy.attribute, "msg": "AWSCloudShellFullAccess is attached"}
}

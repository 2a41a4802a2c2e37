# METADATA
# title: No long-term access keys are made
# description: A key that never expires is copied into files and images, and found there by somebody else; Terraform
#   also keeps its secret in the state.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
# custom:
#   id: IAM-021
#   severity: medium
#   domain: least-privilege
#   resources: [aws_iam_access_key]
#   attributes: [status]
#   remediation: Let workloads use a role, and CI an `aws_iam_openid_connect_provider`; remove the
#     `aws_iam_access_key`.
package aws.iam.no_access_keys

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_iam_access_key
	object.get(resource.values, "status", "Active") == "Active"
	finding := {"address": resource.address, "attribute": "status", "msg": "an active long-term access key"}
}

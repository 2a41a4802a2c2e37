# METADATA
# title: Deleting versions takes a second factor
# description: A stolen key can then not destroy what versioning keeps. Only the root user can switch it on, so
#   environments ask for it explicitly.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html
# custom:
#   id: S3-018
#   control: s3-mfa-delete
#   severity: medium
#   domain: least-privilege
#   resources: [aws_s3_bucket]
#   attributes: [versioning.status, versioning.mfa_delete]
#   controls:
#     aws-fsbp: ["S3.20"]
#     cis-aws-6.0: ["3.1.2"]
#     pci-dss-4.0: ["10.3.2", "3.5.1.3", "8.4.1", "8.4.2", "8.4.3", "A1.1.2", "A3.4.1"]
#   remediation: As the root user, set `mfa_delete = "Enabled"` with the serial and code of its device.
#   parameters: [s3.mfa_delete]
package aws.s3.mfa_delete

import rego.v1

deny contains finding if {
	data.parameters.s3.mfa_delete
	some bucket in input.resources.aws_s3_bucket
	bucket.values.versioning.status == "Enabled"
	not bucket.values.versioning.mfa_delete == "Enabled"
	finding := {"address": bucket.address, "attribute": "versioning.mfa_delete", "msg": "MFA delete is off"}
}

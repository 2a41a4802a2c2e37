# METADATA
# title: No ACL lets everyone write to a bucket
# description: Anyone could replace what users download, or fill the bucket at your cost. "AuthenticatedUsers" means
#   every AWS account there is.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html
# custom:
#   id: S3-005
#   control: s3-no-public-write-acl
#   severity: critical
#   domain: least-privilege
#   resources: [aws_s3_bucket]
#   attributes: [
#     acl.acl, "acl.access_control_policy.grant[].grantee.uri", "acl.access_control_policy.grant[].permission"
#   ]
#   controls:
#     aws-fsbp: ["S3.3"]
#     nist-800-53-r5: [
#       "AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(20)",
#       "SC-7(21)", "SC-7(3)", "SC-7(4)", "SC-7(9)"
#     ]
#     pci-dss-4.0: ["1.2.8", "1.3.1", "1.3.2", "1.4.2", "1.5.1", "10.3.2", "3.5.1.3", "A1.1.2", "A1.1.3", "A3.4.1"]
#   remediation: Remove the ACL and set `object_ownership = "BucketOwnerEnforced"`.
package aws.s3.public_write_acl

import rego.v1

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	acl := bucket.values.acl.acl
	acl in {"public-read-write"}
	finding := {"address": bucket.address, "attribute": "acl.acl", "msg": sprintf("the ACL is %s", [acl])}
}

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	some position, grant in bucket.values.acl.access_control_policy.grant
	regex.match(`/(AllUsers|AuthenticatedUsers)$`, grant.grantee.uri)
	grant.permission in {"FULL_CONTROL", "WRITE", "WRITE_ACP"}
	attribute := sprintf("acl.access_control_policy.grant[%d].permission", [position])
	msg := sprintf("the ACL grants %s to %s", [grant.permission, grant.grantee.uri])
	finding := {"address": bucket.address, "attribute": attribute, "msg": msg}
}

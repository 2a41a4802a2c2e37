# METADATA
# title: ACLs are disabled
# description: With ownership enforced a policy alone decides who reads what, and objects written by others belong to
#   the bucket.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
# custom:
#   id: S3-017
#   control: s3-acls-disabled
#   severity: medium
#   domain: least-privilege
#   resources: [aws_s3_bucket]
#   attributes: [ownership_controls.rule.object_ownership]
#   controls:
#     aws-fsbp: ["S3.12"]
#     nist-800-53-r5: ["AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-6"]
#     pci-dss-4.0: ["7.2.1", "7.2.2", "7.2.5", "7.3.1", "7.3.2", "7.3.3", "8.2.7", "8.2.8", "8.3.4"]
#   remediation: Set `object_ownership = "BucketOwnerEnforced"` and remove the ACL.
package aws.s3.acls_disabled

import rego.v1

import data.lib.buckets

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	ownership := bucket.values.ownership_controls.rule.object_ownership

	# unset means enforced since April 2023
	ownership != "BucketOwnerEnforced"

	# CloudFront's and S3's older log delivery writes with ACLs
	not buckets.is_log(bucket)
	attribute := "ownership_controls.rule.object_ownership"
	msg := sprintf("object ownership is %s, so ACLs grant access", [ownership])
	finding := {"address": bucket.address, "attribute": attribute, "msg": msg}
}

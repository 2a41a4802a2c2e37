# METADATA
# title: Buckets block public access
# description: The four switches stop a mistaken ACL or policy from publishing a bucket, today and in any later
#   change.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
# custom:
#   id: S3-001
#   control: s3-bucket-bpa
#   severity: high
#   domain: least-privilege
#   resources: [aws_s3_bucket]
#   attributes: [
#     public_access_block.block_public_acls, public_access_block.block_public_policy,
#     public_access_block.ignore_public_acls, public_access_block.restrict_public_buckets
#   ]
#   controls:
#     aws-fsbp: ["S3.8"]
#     cis-aws-6.0: ["3.1.4"]
#     nist-800-53-r5: [
#       "AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(20)",
#       "SC-7(21)", "SC-7(3)", "SC-7(4)", "SC-7(9)"
#     ]
#   remediation: Add `aws_s3_bucket_public_access_block` with all four arguments `true`.
package aws.s3.block_public_access

import rego.v1

import data.lib.values

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	not values.is_set(bucket, "public_access_block")
	msg := "public access is not blocked"
	finding := {"address": bucket.address, "attribute": "public_access_block", "msg": msg}
}

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	values.is_set(bucket, "public_access_block")
	some flag in {"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"}
	not bucket.values.public_access_block[flag]
	attribute := sprintf("public_access_block.%s", [flag])
	finding := {"address": bucket.address, "attribute": attribute, "msg": sprintf("%s is off", [flag])}
}

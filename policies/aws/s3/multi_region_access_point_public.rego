# METADATA
# title: Multi-region access points block public access
# description: An access point is a second door to the bucket; its switches are chosen when it is made and cannot be
#   changed.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-block-public-access.html
# custom:
#   id: S3-023
#   control: s3-mrap-bpa
#   severity: high
#   domain: least-privilege
#   resources: [aws_s3control_multi_region_access_point]
#   attributes: [
#     details.public_access_block.block_public_acls, details.public_access_block.block_public_policy,
#     details.public_access_block.ignore_public_acls, details.public_access_block.restrict_public_buckets
#   ]
#   controls:
#     aws-fsbp: ["S3.24"]
#   remediation: Remove the `false`, or make the access point anew with all four arguments `true`.
package aws.s3.multi_region_access_point_public

import rego.v1

# the switches are on unless they are set to false
deny contains finding if {
	some resource in input.resources.aws_s3control_multi_region_access_point
	some flag in {"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"}
	resource.values.details.public_access_block[flag] == false
	attribute := sprintf("details.public_access_block.%s", [flag])
	finding := {"address": resource.address, "attribute": attribute, "msg": sprintf("%s is off", [flag])}
}

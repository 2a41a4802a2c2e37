# METADATA
# title: Access points block public access
# description: An access point is a second door to the bucket; its switches are chosen when it is made and cannot be
#   changed.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-bpa-settings.html
# custom:
#   id: S3-003
#   control: s3-access-point-bpa
#   severity: critical
#   domain: least-privilege
#   resources: [aws_s3_access_point]
#   attributes: [
#     public_access_block_configuration.block_public_acls, public_access_block_configuration.block_public_policy,
#     public_access_block_configuration.ignore_public_acls,
#     public_access_block_configuration.restrict_public_buckets
#   ]
#   controls:
#     aws-fsbp: ["S3.19"]
#     pci-dss-4.0: ["1.2.8", "1.3.1", "1.3.2", "1.4.2", "1.5.1", "10.3.2", "3.5.1.3", "A1.1.2", "A1.1.3", "A3.4.1"]
#   remediation: Remove the `false`, or make the access point anew with all four arguments `true`.
package aws.s3.access_point_public

import rego.v1

# the switches are on unless they are set to false
deny contains finding if {
	some resource in input.resources.aws_s3_access_point
	some flag in {"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"}
	resource.values.public_access_block_configuration[flag] == false
	attribute := sprintf("public_access_block_configuration.%s", [flag])
	finding := {"address": resource.address, "attribute": attribute, "msg": sprintf("%s is off", [flag])}
}

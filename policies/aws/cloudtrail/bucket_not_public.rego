# METADATA
# title: The bucket of a trail cannot be public
# description: "A trail lists every role, key and address of the account: a map for whoever wants in."
# related_resources:
# - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
# custom:
#   id: CT-005
#   control: cloudtrail-bucket-not-public
#   severity: critical
#   domain: least-privilege
#   resources: [aws_s3_bucket]
#   attributes: [public_access_block]
#   controls:
#     aws-fsbp: ["CloudTrail.6"]
#     gdpr: ["article_25"]
#     iso27001-2022: ["A.8.1", "A.8.15", "A.8.16"]
#   remediation: Add `aws_s3_bucket_public_access_block` with all four arguments `true`.
package aws.cloudtrail.bucket_not_public

import rego.v1

import data.lib.buckets
import data.lib.values

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	count(buckets.names(bucket) & _targets) > 0
	not _blocked(bucket)
	msg := "a trail is written here and public access is not blocked"
	finding := {"address": bucket.address, "attribute": "public_access_block", "msg": msg}
}

_blocked(bucket) if {
	every flag in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"] {
		_on(bucket, flag)
	}
}

_on(bucket, flag) if bucket.values.public_access_block[flag]

# not known yet: rule S3-001 waits for it
_on(bucket, flag) if values.is_unknown(bucket, sprintf("public_access_block.%s", [flag]))

_targets contains name if {
	some trail in input.resources.aws_cloudtrail
	some name in values.targets(trail, "s3_bucket_name")
}

# METADATA
# title: What a CDN serves is not moved to Glacier
# description: Objects in Glacier Flexible Retrieval or Deep Archive answer with an error until they are restored, so
#   viewers see broken links after the transition.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
# custom:
#   id: S3-021
#   severity: medium
#   domain: resilience
#   resources: [aws_s3_bucket]
#   attributes: [
#     "lifecycle_configuration.rule[].status", "lifecycle_configuration.rule[].transition",
#     "policy.Statement[].Principal"
#   ]
#   remediation: Move to `GLACIER_IR` or `INTELLIGENT_TIERING`, or keep the originals that nobody streams in a bucket
#     of their own.
package aws.s3.glacier_behind_cdn

import rego.v1

import data.lib.buckets
import data.lib.values

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	_served(bucket)
	some index, rule in bucket.values.lifecycle_configuration.rule
	rule.status == "Enabled"
	some transition in buckets.blocks(rule, "transition")
	transition.storage_class in {"DEEP_ARCHIVE", "GLACIER"}
	attribute := sprintf("lifecycle_configuration.rule[%d].transition", [index])
	msg := sprintf("CloudFront serves the bucket, and objects move to %s", [transition.storage_class])
	finding := {"address": bucket.address, "attribute": attribute, "msg": msg}
}

_served(bucket) if count(buckets.names(bucket) & _origins) > 0

_served(bucket) if {
	some statement in bucket.values.policy.Statement
	statement.Effect == "Allow"
	"cloudfront.amazonaws.com" in statement.Principal.Service
}

_origins contains name if {
	some distribution in input.resources.aws_cloudfront_distribution
	some name in values.references(distribution, "origin")
}

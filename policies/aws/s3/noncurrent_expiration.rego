# METADATA
# title: Old versions expire
# description: "In a versioned bucket a delete only hides: without an expiry every byte ever written is kept and
#   paid."
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html
# custom:
#   id: S3-015
#   control: s3-versioned-lifecycle
#   severity: medium
#   domain: cost
#   resources: [aws_s3_bucket]
#   attributes: [
#     versioning.status, "lifecycle_configuration.rule[].status",
#     "lifecycle_configuration.rule[].noncurrent_version_expiration"
#   ]
#   controls:
#     aws-fsbp: ["S3.10"]
#     nist-800-53-r5: ["CP-10", "CP-6(2)", "CP-9", "SC-5(2)", "SI-13(5)"]
#   remediation: Add `noncurrent_version_expiration { noncurrent_days = 30 }` to a rule for the whole bucket.
package aws.s3.noncurrent_expiration

import rego.v1

import data.lib.buckets

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	bucket.values.versioning.status == "Enabled"
	not _expires(bucket)
	msg := "versions are kept, and no lifecycle rule expires the noncurrent ones"
	finding := {"address": bucket.address, "attribute": "lifecycle_configuration.rule", "msg": msg}
}

_expires(bucket) if {
	some rule in bucket.values.lifecycle_configuration.rule
	rule.status == "Enabled"
	count(buckets.blocks(rule, "noncurrent_version_expiration")) > 0
}

# METADATA
# title: Unfinished uploads are cleaned up
# description: Parts of uploads that were never finished are invisible in listings and billed for ever.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
# custom:
#   id: S3-014
#   severity: low
#   domain: cost
#   resources: [aws_s3_bucket]
#   attributes: [
#     "lifecycle_configuration.rule[].status", "lifecycle_configuration.rule[].abort_incomplete_multipart_upload"
#   ]
#   remediation: Add `abort_incomplete_multipart_upload { days_after_initiation = 7 }` to a rule for the whole bucket.
package aws.s3.abort_multipart

import rego.v1

import data.lib.buckets

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket

	# no lifecycle at all is another finding
	count(bucket.values.lifecycle_configuration.rule) > 0
	not _aborts(bucket)
	msg := "no lifecycle rule aborts unfinished multipart uploads"
	finding := {"address": bucket.address, "attribute": "lifecycle_configuration.rule", "msg": msg}
}

_aborts(bucket) if {
	some rule in bucket.values.lifecycle_configuration.rule
	rule.status == "Enabled"
	count(buckets.blocks(rule, "abort_incomplete_multipart_upload")) > 0
}

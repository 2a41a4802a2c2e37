# METADATA
# title: Evidence cannot be deleted
# description: Buckets that are marked as evidence must keep objects unchanged even from an administrator, or they
#   prove nothing.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
# custom:
#   id: S3-019
#   control: s3-object-lock
#   severity: low
#   domain: resilience
#   resources: [aws_s3_bucket]
#   attributes: [object_lock_enabled, tags, tags_all]
#   controls:
#     aws-fsbp: ["S3.15"]
#     pci-dss-4.0: ["10.3.4"]
#     soc2: ["pi_1_5"]
#   remediation: Set `object_lock_enabled = true` and add `aws_s3_bucket_object_lock_configuration` with a default
#     retention.
#   parameters: [s3.class_tag, s3.object_lock_classes]
package aws.s3.object_lock

import rego.v1

import data.lib.buckets

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	class := buckets.class(bucket, data.parameters.s3.class_tag)
	class in data.parameters.s3.object_lock_classes
	not bucket.values.object_lock_enabled
	msg := sprintf("the bucket holds %s data and has no object lock", [class])
	finding := {"address": bucket.address, "attribute": "object_lock_enabled", "msg": msg}
}

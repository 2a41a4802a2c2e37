# METADATA
# title: Critical buckets are replicated to another region
# description: It is what recovery from a regional outage restores from; the environment says which data needs it.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html
# custom:
#   id: S3-020
#   control: s3-replication
#   severity: low
#   domain: resilience
#   resources: [aws_s3_bucket]
#   attributes: ["replication_configuration.rule[].status", tags, tags_all]
#   controls:
#     aws-fsbp: ["S3.7"]
#     nist-800-53-r5: ["AU-9(2)", "CP-10", "CP-6", "CP-6(1)", "CP-6(2)", "CP-9", "SC-36(2)", "SC-5(2)", "SI-13(5)"]
#     iso27001-2022: ["A.8.14"]
#   remediation: Add `aws_s3_bucket_replication_configuration`; both buckets need versioning.
#   parameters: [s3.class_tag, s3.replicated_classes]
package aws.s3.replication

import rego.v1

import data.lib.buckets

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	class := buckets.class(bucket, data.parameters.s3.class_tag)
	class in data.parameters.s3.replicated_classes
	not _replicated(bucket)
	msg := sprintf("the bucket holds %s data and is not replicated", [class])
	finding := {"address": bucket.address, "attribute": "replication_configuration.rule", "msg": msg}
}

_replicated(bucket) if {
	some rule in bucket.values.replication_configuration.rule
	rule.status == "Enabled"
}

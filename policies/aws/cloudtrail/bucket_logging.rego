# METADATA
# title: Requests to the bucket of a trail are logged
# description: Whoever covers tracks begins with the trail; the access log shows who read or touched it.
# related_resources:
# - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html
# custom:
#   id: CT-006
#   control: cloudtrail-bucket-logging
#   severity: medium
#   domain: observability
#   resources: [aws_s3_bucket]
#   attributes: []
#   presence: [logging]
#   controls:
#     aws-fsbp: ["CloudTrail.7"]
#     cis-aws-6.0: ["4.4"]
#     soc2: ["cc_a_1_1"]
#     gdpr: ["article_25"]
#     iso27001-2022: ["A.8.15", "A.8.16"]
#   remediation: Add `aws_s3_bucket_logging` with another bucket as `target_bucket`.
package aws.cloudtrail.bucket_logging

import rego.v1

import data.lib.buckets
import data.lib.values

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	count(buckets.names(bucket) & _targets) > 0
	not values.is_set(bucket, "logging")
	msg := "a trail is written here and server access logging is off"
	finding := {"address": bucket.address, "attribute": "logging", "msg": msg}
}

_targets contains name if {
	some trail in input.resources.aws_cloudtrail
	some name in values.targets(trail, "s3_bucket_name")
}

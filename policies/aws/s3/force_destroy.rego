# METADATA
# title: Buckets are not emptied on destroy
# description: "`force_destroy` turns a mistaken destroy or replacement into the loss of every object and version."
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html
# custom:
#   id: S3-024
#   severity: medium
#   domain: resilience
#   resources: [aws_s3_bucket]
#   attributes: [force_destroy]
#   remediation: Remove `force_destroy = true`.
#   parameters: [s3.force_destroy_allowed]
package aws.s3.force_destroy

import rego.v1

deny contains finding if {
	not data.parameters.s3.force_destroy_allowed
	some bucket in input.resources.aws_s3_bucket
	bucket.values.force_destroy
	msg := "the bucket is emptied when it is destroyed"
	finding := {"address": bucket.address, "attribute": "force_destroy", "msg": msg}
}

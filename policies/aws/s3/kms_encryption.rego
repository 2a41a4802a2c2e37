# METADATA
# title: Buckets encrypt with KMS
# description: With a KMS key reading an object takes two permissions, every use is in CloudTrail, and access can be
#   withdrawn at once.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
# custom:
#   id: S3-011
#   control: s3-kms-encryption
#   severity: medium
#   domain: encryption
#   resources: [aws_s3_bucket]
#   attributes: [
#     "server_side_encryption_configuration.rule[].apply_server_side_encryption_by_default.sse_algorithm"
#   ]
#   controls:
#     aws-fsbp: ["S3.17"]
#     pci-dss-4.0: ["3.5.1", "8.3.2"]
#     soc2: ["pi_1_4"]
#     iso27001-2022: ["A.8.11", "A.8.24"]
#   remediation: Set `sse_algorithm = "aws:kms"`, a `kms_master_key_id` and `bucket_key_enabled = true`.
#   parameters: [s3.kms_encryption]
package aws.s3.kms_encryption

import rego.v1

import data.lib.buckets

deny contains finding if {
	data.parameters.s3.kms_encryption
	some bucket in input.resources.aws_s3_bucket

	# load balancers and S3 itself can deliver logs only to buckets with AES-256
	not buckets.is_log(bucket)
	some index, rule in bucket.values.server_side_encryption_configuration.rule
	algorithm := rule.apply_server_side_encryption_by_default.sse_algorithm
	not startswith(algorithm, "aws:kms")
	attribute := sprintf("%s[%d].%s.sse_algorithm", [_list, index, _block])
	msg := sprintf("default encryption is %s", [algorithm])
	finding := {"address": bucket.address, "attribute": attribute, "msg": msg}
}

_list := "server_side_encryption_configuration.rule"

_block := "apply_server_side_encryption_by_default"

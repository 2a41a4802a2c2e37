# METADATA
# title: Buckets say how they encrypt
# description: AWS encrypts new objects with AES-256 by itself; a bucket that says so keeps its encryption, and its
#   key, when the default or the review changes.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html
# custom:
#   id: S3-010
#   control: s3-default-encryption
#   severity: medium
#   domain: encryption
#   resources: [aws_s3_bucket]
#   attributes: [
#     "server_side_encryption_configuration.rule[].apply_server_side_encryption_by_default.sse_algorithm"
#   ]
#   controls:
#     pci-dss-4.0: ["3.5.1", "8.3.2"]
#     hipaa: [
#       "164_308_a_1_ii_b", "164_308_a_4_ii_a", "164_312_a_2_iv", "164_312_c_1", "164_312_c_2", "164_312_e_2_ii"
#     ]
#     soc2: ["pi_1_4"]
#     gdpr: ["article_32"]
#     iso27001-2022: ["A.8.11", "A.8.24"]
#   remediation: Add `aws_s3_bucket_server_side_encryption_configuration`.
package aws.s3.default_encryption

import rego.v1

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	every rule in object.get(bucket.values, ["server_side_encryption_configuration", "rule"], []) {
		not rule.apply_server_side_encryption_by_default.sse_algorithm
	}
	attribute := "server_side_encryption_configuration.rule"
	finding := {"address": bucket.address, "attribute": attribute, "msg": "no default encryption is configured"}
}

# METADATA
# title: Buckets keep versions
# description: With versions an overwritten or deleted object can be brought back, and replication is possible at all.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
# custom:
#   id: S3-012
#   control: s3-versioning
#   severity: medium
#   domain: resilience
#   resources: [aws_s3_bucket]
#   attributes: [versioning.status]
#   controls:
#     aws-fsbp: ["S3.14"]
#     nist-800-53-r5: ["AU-9(2)", "CP-10", "CP-6", "CP-6(1)", "CP-6(2)", "CP-9", "SC-5(2)", "SI-12", "SI-13(5)"]
#     pci-dss-4.0: ["10.3.4"]
#     hipaa: [
#       "164_308_a_1_ii_b", "164_308_a_7_i", "164_308_a_7_ii_a", "164_308_a_7_ii_b", "164_308_a_7_ii_c",
#       "164_312_a_2_ii", "164_312_c_1", "164_312_c_2"
#     ]
#     soc2: ["cc_7_4", "cc_a_1_1", "cc_c_1_2", "pi_1_5"]
#     iso27001-2022: ["A.8.10", "A.8.3"]
#   remediation: Add `aws_s3_bucket_versioning` with `status = "Enabled"`, and expire noncurrent versions.
#   parameters: [s3.versioning, s3.class_tag, s3.unversioned_classes]
package aws.s3.versioning

import rego.v1

import data.lib.buckets

deny contains finding if {
	data.parameters.s3.versioning
	some bucket in input.resources.aws_s3_bucket
	not bucket.values.versioning.status == "Enabled"
	not buckets.is_log(bucket)
	not buckets.is_temporary(bucket)
	not _needs_none(bucket)
	finding := {"address": bucket.address, "attribute": "versioning.status", "msg": "versioning is not enabled"}
}

_needs_none(bucket) if {
	class := buckets.class(bucket, data.parameters.s3.class_tag)
	class in data.parameters.s3.unversioned_classes
}

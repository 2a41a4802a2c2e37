# METADATA
# title: Requests to buckets are logged
# description: Without access logs nobody can tell which objects were read after a key leaked.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
# custom:
#   id: S3-016
#   control: s3-access-logging
#   severity: medium
#   domain: observability
#   resources: [aws_s3_bucket]
#   attributes: []
#   presence: [logging]
#   controls:
#     aws-fsbp: ["S3.9"]
#     nist-800-53-r5: [
#       "AC-2(4)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12", "AU-2", "AU-3", "AU-6(3)", "AU-6(4)", "CA-7",
#       "SC-7(9)", "SI-3(8)", "SI-4(20)", "SI-7(8)"
#     ]
#     pci-dss-4.0: [
#       "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.3", "10.2.1.4", "10.2.1.5", "10.2.1.6", "10.2.1.7", "10.2.2",
#       "10.3.1", "10.6.3", "5.3.4", "A1.2.1"
#     ]
#     hipaa: ["164_308_a_1_ii_d", "164_308_a_3_ii_a", "164_308_a_6_ii", "164_312_b", "164_312_e_2_i"]
#     soc2: ["cc_7_2", "cc_7_3", "cc_a_1_1"]
#     iso27001-2022: ["A.8.15"]
#   remediation: Add `aws_s3_bucket_logging` with a log bucket as `target_bucket`.
#   parameters: [s3.access_logging]
package aws.s3.access_logging

import rego.v1

import data.lib.buckets
import data.lib.values

deny contains finding if {
	data.parameters.s3.access_logging
	some bucket in input.resources.aws_s3_bucket
	not values.is_set(bucket, "logging")

	# a log bucket that logged itself would never come to rest
	not buckets.is_log(bucket)
	finding := {"address": bucket.address, "attribute": "logging", "msg": "server access logging is off"}
}

# METADATA
# title: Buckets have a lifecycle
# description: A bucket without one only grows, and so does its bill.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
# custom:
#   id: S3-013
#   control: s3-lifecycle
#   severity: low
#   domain: cost
#   resources: [aws_s3_bucket]
#   attributes: ["lifecycle_configuration.rule[].status"]
#   controls:
#     aws-fsbp: ["S3.13"]
#     nist-800-53-r5: ["CP-10", "CP-6(2)", "CP-9", "SC-5(2)", "SI-13(5)"]
#     pci-dss-4.0: ["10.5.1", "3.2.1", "3.3.1.1", "3.3.1.3", "3.3.2", "3.3.3"]
#     iso27001-2022: ["A.8.10"]
#   remediation: Add `aws_s3_bucket_lifecycle_configuration` with rules that expire or move what is old.
package aws.s3.lifecycle

import rego.v1

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	every rule in object.get(bucket.values, ["lifecycle_configuration", "rule"], []) {
		rule.status == "Disabled"
	}
	attribute := "lifecycle_configuration.rule"
	finding := {"address": bucket.address, "attribute": attribute, "msg": "no lifecycle rule is enabled"}
}

# METADATA
# title: Trails are encrypted with a KMS key
# description: The trail shows an attacker what is watched; with a key, reading the bucket alone is not enough.
# related_resources:
# - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html
# custom:
#   id: CT-002
#   control: cloudtrail-kms
#   severity: medium
#   domain: encryption
#   resources: [aws_cloudtrail]
#   attributes: []
#   presence: [kms_key_id]
#   controls:
#     aws-fsbp: ["CloudTrail.2"]
#     cis-aws-6.0: ["4.5"]
#     nist-800-53-r5: ["AU-9", "CA-9(1)", "CM-3(6)", "SC-13", "SC-28", "SC-28(1)", "SC-7(10)", "SI-7(6)"]
#     pci-dss-4.0: ["10.3.2", "10.3.3", "10.3.4", "3.5.1", "8.3.2", "A1.2.1"]
#     hipaa: [
#       "164_308_a_1_ii_b", "164_308_a_1_ii_d", "164_308_a_4_ii_a", "164_312_a_2_iv", "164_312_c_1", "164_312_c_2",
#       "164_312_e_2_ii"
#     ]
#     gdpr: ["article_25", "article_30", "article_32"]
#     iso27001-2022: ["A.8.11", "A.8.15", "A.8.16", "A.8.24"]
#   remediation: Set `kms_key_id` to a key whose policy admits CloudTrail.
package aws.cloudtrail.encryption

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_cloudtrail
	not values.is_set(resource, "kms_key_id")
	msg := "the log files are encrypted with the key of S3"
	finding := {"address": resource.address, "attribute": "kms_key_id", "msg": msg}
}

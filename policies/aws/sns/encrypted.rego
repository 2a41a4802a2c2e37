# METADATA
# title: Topics are encrypted with KMS
# description: Messages wait on disk until they are delivered, and alarms say a lot about a system.
# related_resources:
# - https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
# custom:
#   id: SNS-001
#   control: sns-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_sns_topic]
#   attributes: []
#   presence: [kms_master_key_id]
#   controls:
#     aws-fsbp: ["SNS.1"]
#     nist-800-53-r5: ["CA-9(1)", "CM-3(6)", "SC-13", "SC-28", "SC-28(1)", "SC-7(10)", "SI-7(6)"]
#     pci-dss-4.0: ["3.5.1", "8.3.2"]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_4_ii_a", "164_312_a_2_iv", "164_312_e_2_ii"]
#     soc2: ["pi_1_4"]
#     gdpr: ["article_32"]
#     iso27001-2022: ["A.8.11", "A.8.24", "A.8.3"]
#   remediation: Set `kms_master_key_id` to an `aws_kms_key`; AWS services that publish, such as CloudWatch alarms,
#     need a key of your own that lets them.
package aws.sns.encrypted

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_sns_topic
	_not_encrypted(resource)
	msg := "messages are not encrypted with KMS"
	finding := {"address": resource.address, "attribute": "kms_master_key_id", "msg": msg}
}

_not_encrypted(resource) if not values.is_set(resource, "kms_master_key_id")

_not_encrypted(resource) if resource.values.kms_master_key_id == ""

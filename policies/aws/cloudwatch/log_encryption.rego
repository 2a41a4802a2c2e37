# METADATA
# title: Log groups are encrypted with a KMS key
# description: Logs hold what developers print; with a key of your own, reading them takes a permission that can be
#   withdrawn.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
# custom:
#   id: CW-003
#   control: logs-kms
#   severity: medium
#   domain: encryption
#   resources: [aws_cloudwatch_log_group]
#   attributes: []
#   presence: [kms_key_id]
#   controls:
#     pci-dss-4.0: ["10.3.2", "10.3.3", "10.3.4", "3.5.1", "8.3.2", "A1.2.1"]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_4_ii_a", "164_312_a_2_iv", "164_312_e_2_ii"]
#     soc2: ["cc_7_3", "pi_1_4"]
#     gdpr: ["article_32"]
#     iso27001-2022: ["A.8.11", "A.8.15", "A.8.16", "A.8.24"]
#   remediation: Set `kms_key_id` to a key whose policy admits `logs.<region>.amazonaws.com`.
#   parameters: [cloudwatch.log_encryption]
package aws.cloudwatch.log_encryption

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.cloudwatch.log_encryption
	some resource in input.resources.aws_cloudwatch_log_group
	not values.is_set(resource, "kms_key_id")
	msg := "logs are encrypted with the key of the service"
	finding := {"address": resource.address, "attribute": "kms_key_id", "msg": msg}
}

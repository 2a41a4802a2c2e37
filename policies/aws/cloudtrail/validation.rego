# METADATA
# title: Trails sign their log files
# description: A digest proves that no file was changed or removed, without which a trail is no evidence.
# related_resources:
# - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html
# custom:
#   id: CT-003
#   control: cloudtrail-validation
#   severity: medium
#   domain: observability
#   resources: [aws_cloudtrail]
#   attributes: [enable_log_file_validation]
#   controls:
#     aws-fsbp: ["CloudTrail.4"]
#     cis-aws-6.0: ["4.2"]
#     nist-800-53-r5: ["AU-9", "SI-4", "SI-7(1)", "SI-7(3)", "SI-7(7)"]
#     pci-dss-4.0: ["10.3.2", "10.3.3", "10.3.4", "A1.2.1"]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_1_ii_d", "164_312_b", "164_312_c_1", "164_312_c_2"]
#     soc2: ["cc_7_3", "pi_1_3"]
#     gdpr: ["article_25", "article_32"]
#     iso27001-2022: ["A.8.15", "A.8.16"]
#   remediation: Set `enable_log_file_validation = true`.
package aws.cloudtrail.validation

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_cloudtrail
	not resource.values.enable_log_file_validation
	msg := "log file validation is off"
	finding := {"address": resource.address, "attribute": "enable_log_file_validation", "msg": msg}
}

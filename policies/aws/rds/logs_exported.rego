# METADATA
# title: Database instances export their logs
# description: Logs that stay on the instance are rotated away within days, and gone when it is replaced.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
# custom:
#   id: RDS-016
#   control: rds-logs-exported
#   severity: medium
#   domain: observability
#   resources: [aws_db_instance]
#   attributes: [enabled_cloudwatch_logs_exports]
#   controls:
#     aws-fsbp: ["RDS.9"]
#     nist-800-53-r5: [
#       "AC-2(4)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12", "AU-2", "AU-3", "AU-6(3)", "AU-6(4)", "CA-7",
#       "SC-7(10)", "SC-7(9)", "SI-3(8)", "SI-4(20)", "SI-7(8)"
#     ]
#     pci-dss-4.0: [
#       "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.3", "10.2.1.4", "10.2.1.5", "10.2.1.6", "10.2.1.7", "10.2.2",
#       "10.3.1", "10.6.3", "5.3.4", "A1.2.1"
#     ]
#     hipaa: ["164_308_a_4_ii_a", "164_312_b"]
#     soc2: ["cc_7_2", "cc_7_3", "cc_a_1_1", "pi_1_3"]
#     gdpr: ["article_32"]
#     iso27001-2022: ["A.8.15"]
#   remediation: Set `enabled_cloudwatch_logs_exports`, for PostgreSQL `["postgresql", "upgrade"]` on an instance and
#     `["postgresql"]` on Aurora.
package aws.rds.logs_exported

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_db_instance
	count(object.get(resource.values, "enabled_cloudwatch_logs_exports", [])) == 0
	msg := "no log is exported to CloudWatch Logs"
	finding := {"address": resource.address, "attribute": "enabled_cloudwatch_logs_exports", "msg": msg}
}

# METADATA
# title: Trails deliver to CloudWatch Logs
# description: Metric filters and alarms work on log groups; files in a bucket are read only afterwards.
# related_resources:
# - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html
# custom:
#   id: CT-004
#   control: cloudtrail-cloudwatch
#   severity: low
#   domain: observability
#   resources: [aws_cloudtrail]
#   attributes: []
#   presence: [cloud_watch_logs_group_arn]
#   controls:
#     aws-fsbp: ["CloudTrail.5"]
#     nist-800-53-r5: [
#       "AC-2(4)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12", "AU-2", "AU-3", "AU-6(1)", "AU-6(3)", "AU-6(4)",
#       "AU-6(5)", "AU-7(1)", "CA-7", "SC-7(9)", "SI-20", "SI-3(8)", "SI-4(20)", "SI-4(5)", "SI-7(8)"
#     ]
#     pci-dss-4.0: [
#       "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.3", "10.2.1.4", "10.2.1.5", "10.2.1.6", "10.2.1.7", "10.2.2",
#       "10.3.1", "10.4.1.1", "10.6.3", "11.5.2", "11.6.1", "12.10.5", "5.3.4", "A1.2.1", "A3.3.1", "A3.5.1"
#     ]
#     hipaa: ["164_308_a_1_ii_d", "164_308_a_6_ii", "164_312_b", "164_312_e_2_i"]
#     soc2: ["cc_7_2", "cc_7_3", "cc_a_1_1", "pi_1_3"]
#     gdpr: ["article_25", "article_30"]
#     iso27001-2022: ["A.8.15", "A.8.16"]
#   remediation: Set `cloud_watch_logs_group_arn` and `cloud_watch_logs_role_arn`.
package aws.cloudtrail.cloudwatch

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_cloudtrail
	not values.is_set(resource, "cloud_watch_logs_group_arn")
	msg := "events are not delivered to CloudWatch Logs"
	finding := {"address": resource.address, "attribute": "cloud_watch_logs_group_arn", "msg": msg}
}

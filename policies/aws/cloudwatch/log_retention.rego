# METADATA
# title: Logs are kept long enough
# description: An incident is often found weeks after it began; logs that are gone by then explain nothing.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
# custom:
#   id: CW-001
#   control: logs-retention
#   severity: medium
#   domain: observability
#   resources: [aws_cloudwatch_log_group]
#   attributes: [retention_in_days]
#   controls:
#     nist-800-53-r5: ["AU-10", "AU-11", "AU-6(3)", "AU-6(4)", "CA-7", "SI-12"]
#     pci-dss-4.0: ["10.5.1", "3.2.1", "3.3.1.1", "3.3.1.3", "3.3.2", "3.3.3", "5.3.4"]
#     hipaa: ["164_312_b"]
#     soc2: ["cc_7_2", "cc_7_3", "cc_c_1_2"]
#     iso27001-2022: ["A.8.15", "A.8.16"]
#   remediation: Raise `retention_in_days`.
#   parameters: [cloudwatch.minimum_retention_days]
package aws.cloudwatch.log_retention

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_cloudwatch_log_group
	days := numbers.number(resource.values.retention_in_days)

	# 0 keeps logs for ever
	days > 0
	days < data.parameters.cloudwatch.minimum_retention_days
	template := "logs are kept for %d days, at least %d are required"
	msg := sprintf(template, [days, data.parameters.cloudwatch.minimum_retention_days])
	finding := {"address": resource.address, "attribute": "retention_in_days", "msg": msg}
}

# METADATA
# title: Audit logs are kept for a year
# description: PCI DSS asks for twelve months of audit history. Trails, flow logs and audit logs are recognised by the
#   name of their group.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
# custom:
#   id: CW-002
#   control: logs-retention
#   severity: medium
#   domain: observability
#   resources: [aws_cloudwatch_log_group]
#   attributes: [name, retention_in_days]
#   controls:
#     nist-800-53-r5: ["AU-10", "AU-11", "AU-6(3)", "AU-6(4)", "CA-7", "SI-12"]
#     pci-dss-4.0: ["10.5.1", "3.2.1", "3.3.1.1", "3.3.1.3", "3.3.2", "3.3.3", "5.3.4"]
#     hipaa: ["164_312_b"]
#     soc2: ["cc_7_2", "cc_7_3", "cc_c_1_2"]
#     iso27001-2022: ["A.8.15", "A.8.16"]
#   remediation: Set `retention_in_days = 365`.
#   parameters: [cloudwatch.audit_log_pattern, cloudwatch.audit_retention_days]
package aws.cloudwatch.audit_log_retention

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_cloudwatch_log_group
	regex.match(data.parameters.cloudwatch.audit_log_pattern, lower(resource.values.name))
	days := numbers.number(resource.values.retention_in_days)

	# 0 keeps logs for ever
	days > 0
	days < data.parameters.cloudwatch.audit_retention_days
	template := "audit logs are kept for %d days, at least %d are required"
	msg := sprintf(template, [days, data.parameters.cloudwatch.audit_retention_days])
	finding := {"address": resource.address, "attribute": "retention_in_days", "msg": msg}
}

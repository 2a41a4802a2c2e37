# METADATA
# title: Logs are not kept for ever
# description: A log group without a retention only grows; application logs are read in their first weeks. Audit logs
#   are left to rule CW-002.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
# custom:
#   id: COST-008
#   severity: low
#   domain: cost
#   resources: [aws_cloudwatch_log_group]
#   attributes: [name, retention_in_days]
#   remediation: Set `retention_in_days`, and export to S3 what must be kept for longer.
#   parameters: [cost.maximum_log_retention_days, cloudwatch.audit_log_pattern]
package aws.cost.log_retention

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_cloudwatch_log_group
	not _audit(resource)
	numbers.number(object.get(resource.values, "retention_in_days", 0)) == 0
	msg := "logs are kept for ever"
	finding := {"address": resource.address, "attribute": "retention_in_days", "msg": msg}
}

deny contains finding if {
	ceiling := data.parameters.cost.maximum_log_retention_days
	some resource in input.resources.aws_cloudwatch_log_group
	not _audit(resource)
	days := numbers.number(resource.values.retention_in_days)
	days > ceiling
	msg := sprintf("logs are kept for %d days, at most %d are paid for", [days, ceiling])
	finding := {"address": resource.address, "attribute": "retention_in_days", "msg": msg}
}

_audit(resource) if regex.match(data.parameters.cloudwatch.audit_log_pattern, lower(resource.values.name))

# METADATA
# title: Backup plans keep what they make long enough
# description: A backup is worth nothing when it is deleted before the damage is noticed.
# related_resources:
# - https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
# custom:
#   id: BAK-002
#   control: backup-plan-min-retention
#   severity: medium
#   domain: resilience
#   resources: [aws_backup_plan]
#   attributes: ["rule[].lifecycle.delete_after"]
#   remediation: Raise `delete_after` in the `lifecycle` of the rule.
#   parameters: [backup.minimum_retention_days]
package aws.backup.plan_retention

import rego.v1

import data.lib.numbers

deny contains finding if {
	minimum := data.parameters.backup.minimum_retention_days
	some resource in input.resources.aws_backup_plan
	some index, rule in resource.values.rule

	# unset keeps backups for ever
	days := numbers.number(rule.lifecycle.delete_after)
	days < minimum
	attribute := sprintf("rule[%d].lifecycle.delete_after", [index])
	msg := sprintf("backups are kept for %d days, at least %d are required", [days, minimum])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

# METADATA
# title: Production backups are copied to another region
# description: Copies survive a regional outage, and the loss of the account or key that made them.
# related_resources:
# - https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-region-backup.html
# custom:
#   id: BAK-003
#   severity: medium
#   domain: resilience
#   resources: [aws_backup_plan]
#   attributes: ["rule[].copy_action[].destination_vault_arn"]
#   remediation: Add `copy_action { destination_vault_arn = … }` with a vault of another region.
#   parameters: [backup.cross_region_copy]
package aws.backup.cross_region_copy

import rego.v1

deny contains finding if {
	data.parameters.backup.cross_region_copy
	some resource in input.resources.aws_backup_plan
	not _copies(resource)
	msg := "no rule copies backups to another region"
	finding := {"address": resource.address, "attribute": "rule", "msg": msg}
}

_copies(plan) if {
	some rule in plan.values.rule
	some action in rule.copy_action
	not _at_home(action)
}

_at_home(action) if contains(action.destination_vault_arn, sprintf(":%s:", [input.context.region]))

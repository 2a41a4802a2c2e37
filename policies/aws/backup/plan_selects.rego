# METADATA
# title: Backup plans back something up
# description: A plan without a selection looks like a backup and is none.
# related_resources:
# - https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
# custom:
#   id: BAK-005
#   severity: medium
#   domain: resilience
#   resources: [aws_backup_plan]
#   attributes: []
#   presence: [selection]
#   remediation: Add an `aws_backup_selection` with a tag or the resources.
package aws.backup.plan_selects

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_backup_plan
	not values.is_set(resource, "selection")
	finding := {"address": resource.address, "attribute": "selection", "msg": "the plan selects no resources"}
}

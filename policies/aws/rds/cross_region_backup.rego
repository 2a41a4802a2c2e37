# METADATA
# title: Production backups are also kept in another region
# description: "Backups in the region of the database share its fate: a regional outage, or whoever takes over the
#   account there."
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html
# custom:
#   id: RDS-032
#   severity: medium
#   domain: resilience
#   resources: [aws_db_instance]
#   attributes: [automated_backups_replication]
#   presence: [replicate_source_db]
#   remediation: Add `aws_db_instance_automated_backups_replication` with a provider of the recovery region and a KMS
#     key there.
#   parameters: [rds.cross_region_backup]
package aws.rds.cross_region_backup

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.rds.cross_region_backup
	some resource in input.resources.aws_db_instance
	not values.is_set(resource, "replicate_source_db")
	not values.is_set(resource, "automated_backups_replication")
	not _copied_by_backup
	msg := "backups are not replicated to another region"
	finding := {"address": resource.address, "attribute": "automated_backups_replication", "msg": msg}
}

# an AWS Backup plan that copies does it as well
_copied_by_backup if {
	some plan in input.resources.aws_backup_plan
	some rule in plan.values.rule
	count(rule.copy_action) > 0
}

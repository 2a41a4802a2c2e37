# METADATA
# title: Automated database backups are kept long enough
# description: Point-in-time recovery reaches back only as far as automated backups are kept; 0 switches them off.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
# custom:
#   id: RDS-009
#   control: rds-backup-retention
#   severity: medium
#   domain: resilience
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: [backup_retention_period]
#   presence: [replicate_source_db, replication_source_identifier]
#   controls:
#     aws-fsbp: ["RDS.11"]
#     nist-800-53-r5: ["CP-10", "CP-6", "CP-6(1)", "CP-6(2)", "CP-9", "SC-5(2)", "SI-12", "SI-13(5)"]
#     pci-dss-4.0: ["10.3.3"]
#     hipaa: [
#       "164_308_a_1_ii_b", "164_308_a_4_ii_a", "164_308_a_7_i", "164_308_a_7_ii_a", "164_308_a_7_ii_b",
#       "164_308_a_7_ii_c", "164_312_a_2_ii"
#     ]
#     soc2: ["cc_7_4", "cc_a_1_1"]
#     gdpr: ["article_32"]
#   remediation: Set `backup_retention_period` to at least the days that the environment requires, 35 at most.
#   parameters: [rds.backup_retention_days]
package aws.rds.backup_retention

import rego.v1

import data.lib.numbers
import data.lib.values

deny contains finding if {
	some type in {"aws_db_instance", "aws_rds_cluster"}
	some resource in input.resources[type]
	not _replica(resource)
	days := numbers.number(object.get(resource.values, "backup_retention_period", _unset[type]))
	minimum := data.parameters.rds.backup_retention_days
	days < minimum
	msg := sprintf("backups are kept for %d days, at least %d are required", [days, minimum])
	finding := {"address": resource.address, "attribute": "backup_retention_period", "msg": msg}
}

deny contains finding if {
	some type in {"aws_db_instance", "aws_rds_cluster"}
	some resource in input.resources[type]
	days := numbers.number(resource.values.backup_retention_period)
	days > 35
	msg := sprintf("backups are to be kept for %d days, RDS keeps them for 35 at most", [days])
	finding := {"address": resource.address, "attribute": "backup_retention_period", "msg": msg}
}

# what AWS does when it is not set
_unset := {"aws_db_instance": 0, "aws_rds_cluster": 1}

_replica(resource) if values.is_set(resource, "replicate_source_db")

_replica(resource) if values.is_set(resource, "replication_source_identifier")

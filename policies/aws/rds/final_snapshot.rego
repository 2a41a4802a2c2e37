# METADATA
# title: A last snapshot is taken when a database is deleted
# description: It is the last way back after a deletion that should not have been.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html
# custom:
#   id: RDS-030
#   severity: medium
#   domain: resilience
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: [skip_final_snapshot]
#   presence: [replicate_source_db]
#   remediation: Set `skip_final_snapshot = false` and a `final_snapshot_identifier`.
#   parameters: [rds.final_snapshot]
package aws.rds.final_snapshot

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.rds.final_snapshot
	some type in {"aws_db_instance", "aws_rds_cluster"}
	some resource in input.resources[type]
	not values.is_set(resource, "replicate_source_db")
	resource.values.skip_final_snapshot
	msg := "no snapshot is taken on deletion"
	finding := {"address": resource.address, "attribute": "skip_final_snapshot", "msg": msg}
}

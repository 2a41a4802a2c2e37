# METADATA
# title: Redis snapshots are kept
# description: A snapshot is the only way back after a flush, a bad deployment or a broken upgrade.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html
# custom:
#   id: REDIS-008
#   control: redis-backup
#   severity: high
#   domain: resilience
#   resources: [aws_elasticache_replication_group, aws_elasticache_cluster]
#   attributes: [engine, snapshot_retention_limit]
#   presence: [replication_group_id]
#   controls:
#     aws-fsbp: ["ElastiCache.1"]
#     nist-800-53-r5: ["CP-10", "CP-6", "CP-6(1)", "CP-6(2)", "CP-9", "SC-5(2)", "SI-12", "SI-13(5)"]
#     pci-dss-4.0: ["10.3.3"]
#   remediation: Set `snapshot_retention_limit` to the days that the environment requires.
#   parameters: [elasticache.snapshot_retention_days]
package aws.elasticache.snapshots

import rego.v1

import data.lib.numbers
import data.lib.values

deny contains finding if {
	minimum := data.parameters.elasticache.snapshot_retention_days
	some type in {"aws_elasticache_replication_group", "aws_elasticache_cluster"}
	some resource in input.resources[type]

	# a member of a replication group takes the setting of the group
	not values.is_set(resource, "replication_group_id")
	object.get(resource.values, "engine", "redis") != "memcached"
	days := numbers.number(object.get(resource.values, "snapshot_retention_limit", 0))
	days < minimum
	msg := sprintf("snapshots are kept for %d days, at least %d are required", [days, minimum])
	finding := {"address": resource.address, "attribute": "snapshot_retention_limit", "msg": msg}
}

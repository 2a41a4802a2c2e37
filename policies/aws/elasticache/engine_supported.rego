# METADATA
# title: The Redis version is still supported
# description: Old versions get no fixes, then cost Extended Support, then are upgraded by force; RBAC needs 6 and TLS
#   on a running group 7.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html
# custom:
#   id: REDIS-012
#   severity: medium
#   domain: hygiene
#   resources: [aws_elasticache_replication_group, aws_elasticache_cluster]
#   attributes: [engine, engine_version]
#   remediation: Set `engine_version` to a supported version (`"7.1"`) or move to Valkey.
#   parameters: [elasticache.engine_floors]
package aws.elasticache.engine_supported

import rego.v1

import data.lib.numbers

deny contains finding if {
	some type in {"aws_elasticache_replication_group", "aws_elasticache_cluster"}
	some resource in input.resources[type]
	engine := object.get(resource.values, "engine", "redis")
	floor := data.parameters.elasticache.engine_floors[engine]
	numbers.older(resource.values.engine_version, floor)
	msg := sprintf("%s %s is below the required %s", [engine, resource.values.engine_version, floor])
	finding := {"address": resource.address, "attribute": "engine_version", "msg": msg}
}

# METADATA
# title: No cache would cost less with Valkey
# description: Valkey speaks the protocol of Redis OSS 7, and ElastiCache asks a fifth less for a node of it.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.HowTo.html
# custom:
#   id: COST-027
#   severity: low
#   domain: cost
#   resources: [aws_elasticache_cluster, aws_elasticache_replication_group]
#   attributes: [engine]
#   advisory: true
#   remediation: Set `engine = "valkey"` with a parameter group of family valkey7 or later. ElastiCache upgrades a replication group of Redis OSS in place.
#   parameters: [cost.priced, cost.smallest_saving]
package aws.cost.valkey_saving

import rego.v1

import data.lib.numbers

deny contains finding if {
	data.parameters.cost.priced
	some type in {"aws_elasticache_cluster", "aws_elasticache_replication_group"}
	some cache in input.resources[type]
	some saving in cache.cost.savings
	saving.kind == "valkey"
	numbers.number(saving.monthly) >= data.parameters.cost.smallest_saving
	msg := sprintf("%s would save $%s a month, %s %%", [saving.change, saving.monthly, saving.percent])
	finding := {"address": cache.address, "attribute": "engine", "msg": msg}
}

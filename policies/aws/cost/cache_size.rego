# METADATA
# title: Cache nodes are not larger than the environment needs
# description: Every step up doubles the price; a size copied from production is the commonest surprise on the bill.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
# custom:
#   id: COST-004
#   severity: medium
#   domain: cost
#   resources: [aws_elasticache_replication_group, aws_elasticache_cluster]
#   attributes: [node_type]
#   remediation: Choose a smaller `node_type`, or raise the ceiling of the environment in its parameters.
#   parameters: [cost.maximum_cache_size]
package aws.cost.cache_size

import rego.v1

import data.lib.sizes

deny contains finding if {
	ceiling := data.parameters.cost.maximum_cache_size
	some type in {"aws_elasticache_replication_group", "aws_elasticache_cluster"}
	some resource in input.resources[type]
	sizes.rank(resource.values.node_type) > sizes.rank(ceiling)
	msg := sprintf("%s is larger than %s", [resource.values.node_type, ceiling])
	finding := {"address": resource.address, "attribute": "node_type", "msg": msg}
}

# METADATA
# title: Redis has as many nodes as the environment needs
# description: "One node is no replication: its loss empties the cache and, with a broker in it, the queues."
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis.Groups.html
# custom:
#   id: REDIS-007
#   severity: medium
#   domain: resilience
#   resources: [aws_elasticache_replication_group]
#   attributes: [num_cache_clusters, replicas_per_node_group]
#   remediation: Raise `num_cache_clusters`, or `replicas_per_node_group` of a sharded group.
#   parameters: [elasticache.minimum_nodes]
package aws.elasticache.minimum_nodes

import rego.v1

import data.lib.numbers
import data.lib.values

deny contains finding if {
	minimum := data.parameters.elasticache.minimum_nodes
	some resource in input.resources.aws_elasticache_replication_group
	not values.is_set(resource, "replicas_per_node_group")
	nodes := numbers.number(object.get(resource.values, "num_cache_clusters", 1))
	nodes < minimum
	msg := sprintf("%d nodes, at least %d are required", [nodes, minimum])
	finding := {"address": resource.address, "attribute": "num_cache_clusters", "msg": msg}
}

# in a sharded group every shard has a primary and its replicas
deny contains finding if {
	minimum := data.parameters.elasticache.minimum_nodes
	some resource in input.resources.aws_elasticache_replication_group
	nodes := 1 + numbers.number(resource.values.replicas_per_node_group)
	nodes < minimum
	msg := sprintf("%d nodes in each shard, at least %d are required", [nodes, minimum])
	finding := {"address": resource.address, "attribute": "replicas_per_node_group", "msg": msg}
}

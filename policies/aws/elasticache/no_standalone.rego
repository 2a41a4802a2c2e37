# METADATA
# title: Redis runs in a replication group
# description: A standalone Redis cluster can neither encrypt, nor authenticate, nor fail over; a replication group of
#   one node can do the first two.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.html
# custom:
#   id: REDIS-003
#   severity: medium
#   domain: encryption
#   resources: [aws_elasticache_cluster]
#   attributes: [engine, transit_encryption_enabled]
#   presence: [replication_group_id]
#   remediation: Use `aws_elasticache_replication_group` with `num_cache_clusters = 1` and encryption on; for
#     Memcached set `transit_encryption_enabled = true`.
package aws.elasticache.no_standalone

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_elasticache_cluster
	resource.values.engine in {"redis", "valkey"}
	not values.is_set(resource, "replication_group_id")
	msg := sprintf("a standalone %s cluster cannot encrypt or authenticate", [resource.values.engine])
	finding := {"address": resource.address, "attribute": "engine", "msg": msg}
}

# Memcached can encrypt, so it has to
deny contains finding if {
	some resource in input.resources.aws_elasticache_cluster
	resource.values.engine == "memcached"
	not resource.values.transit_encryption_enabled
	msg := "connections to memcached are not encrypted"
	finding := {"address": resource.address, "attribute": "transit_encryption_enabled", "msg": msg}
}

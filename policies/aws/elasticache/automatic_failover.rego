# METADATA
# title: Redis fails over by itself
# description: Without it a lost primary stays lost until somebody promotes a replica by hand.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
# custom:
#   id: REDIS-005
#   control: redis-auto-failover
#   severity: medium
#   domain: resilience
#   resources: [aws_elasticache_replication_group]
#   attributes: [automatic_failover_enabled]
#   controls:
#     aws-fsbp: ["ElastiCache.3"]
#     nist-800-53-r5: ["CP-10", "SC-36", "SC-5(2)", "SI-13(5)"]
#     iso27001-2022: ["A.8.14"]
#   remediation: Set `automatic_failover_enabled = true` and at least two nodes.
#   parameters: [elasticache.automatic_failover]
package aws.elasticache.automatic_failover

import rego.v1

deny contains finding if {
	data.parameters.elasticache.automatic_failover
	some resource in input.resources.aws_elasticache_replication_group
	not resource.values.automatic_failover_enabled
	msg := "automatic failover is off"
	finding := {"address": resource.address, "attribute": "automatic_failover_enabled", "msg": msg}
}

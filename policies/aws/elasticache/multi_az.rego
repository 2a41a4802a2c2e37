# METADATA
# title: Redis replicas stand in other zones
# description: Replicas in the zone of the primary are lost together with it.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
# custom:
#   id: REDIS-006
#   control: redis-multi-az
#   severity: medium
#   domain: resilience
#   resources: [aws_elasticache_replication_group]
#   attributes: [multi_az_enabled]
#   controls:
#     iso27001-2022: ["A.8.14"]
#   remediation: Set `multi_az_enabled = true` and at least two nodes.
#   parameters: [elasticache.multi_az]
package aws.elasticache.multi_az

import rego.v1

deny contains finding if {
	data.parameters.elasticache.multi_az
	some resource in input.resources.aws_elasticache_replication_group
	not resource.values.multi_az_enabled
	msg := "the group is not spread over several zones"
	finding := {"address": resource.address, "attribute": "multi_az_enabled", "msg": msg}
}

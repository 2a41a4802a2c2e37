# METADATA
# title: Redis delivers its slow log and its engine log
# description: Slow commands and engine warnings otherwise vanish from a ring buffer that nobody reads.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Log_Delivery.html
# custom:
#   id: REDIS-011
#   severity: low
#   domain: observability
#   resources: [aws_elasticache_replication_group]
#   attributes: ["log_delivery_configuration[].log_type"]
#   remediation: Add a `log_delivery_configuration` for `slow-log` and one for `engine-log`, both to CloudWatch Logs.
#   parameters: [elasticache.log_delivery]
package aws.elasticache.log_delivery

import rego.v1

deny contains finding if {
	data.parameters.elasticache.log_delivery
	some resource in input.resources.aws_elasticache_replication_group
	delivered := {block.log_type | some block in resource.values.log_delivery_configuration}
	some log in {"slow-log", "engine-log"}
	not log in delivered
	msg := sprintf("the %s is not delivered", [log])
	finding := {"address": resource.address, "attribute": "log_delivery_configuration", "msg": msg}
}

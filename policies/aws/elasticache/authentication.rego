# METADATA
# title: Redis asks who is there
# description: Without AUTH or RBAC every workload that reaches the port reads and deletes everything.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html
# custom:
#   id: REDIS-004
#   control: redis-auth
#   severity: medium
#   domain: least-privilege
#   resources: [aws_elasticache_replication_group]
#   attributes: [user_group_ids]
#   presence: [auth_token, user_group_ids, global_replication_group_id]
#   controls:
#     aws-fsbp: ["ElastiCache.6"]
#     nist-800-53-r5: ["AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-6"]
#   remediation: Set `user_group_ids` (RBAC), or `auth_token` from Secrets Manager.
#   parameters: [elasticache.auth]
package aws.elasticache.authentication

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.elasticache.auth
	some resource in input.resources.aws_elasticache_replication_group
	not values.is_set(resource, "auth_token")
	not values.is_set(resource, "user_group_ids")
	not values.is_set(resource, "global_replication_group_id")
	msg := "neither an AUTH token nor a user group is set"
	finding := {"address": resource.address, "attribute": "auth_token", "msg": msg}
}

deny contains finding if {
	data.parameters.elasticache.auth
	some resource in input.resources.aws_elasticache_replication_group
	not values.is_set(resource, "auth_token")
	count(resource.values.user_group_ids) == 0
	msg := "neither an AUTH token nor a user group is set"
	finding := {"address": resource.address, "attribute": "user_group_ids", "msg": msg}
}

# METADATA
# title: Redis lives in a subnet group of its own
# description: The default subnet group spans the default VPC, whose subnets are public.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/SubnetGroups.html
# custom:
#   id: REDIS-010
#   control: redis-nondefault-subnet-group
#   severity: high
#   domain: least-privilege
#   resources: [aws_elasticache_replication_group, aws_elasticache_cluster]
#   attributes: []
#   presence: [subnet_group_name, replication_group_id]
#   controls:
#     aws-fsbp: ["ElastiCache.7"]
#     nist-800-53-r5: ["AC-4", "AC-4(21)", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(21)", "SC-7(4)", "SC-7(5)"]
#   remediation: Make an `aws_elasticache_subnet_group` of private subnets and name it in `subnet_group_name`.
package aws.elasticache.subnet_group

import rego.v1

import data.lib.values

deny contains finding if {
	some type in {"aws_elasticache_replication_group", "aws_elasticache_cluster"}
	some resource in input.resources[type]

	# a member of a replication group takes the setting of the group
	not values.is_set(resource, "replication_group_id")
	not values.is_set(resource, "subnet_group_name")
	msg := "no subnet group is named, so it lands in the default VPC"
	finding := {"address": resource.address, "attribute": "subnet_group_name", "msg": msg}
}

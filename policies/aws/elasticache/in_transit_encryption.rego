# METADATA
# title: Redis encrypts data in transit
# description: Plain connections carry the AUTH token and every cached value in clear through the network.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
# custom:
#   id: REDIS-002
#   control: redis-in-transit-encryption
#   severity: medium
#   domain: encryption
#   resources: [aws_elasticache_replication_group]
#   attributes: [transit_encryption_enabled, transit_encryption_mode]
#   presence: [global_replication_group_id]
#   controls:
#     aws-fsbp: ["ElastiCache.5"]
#     nist-800-53-r5: [
#       "AC-17(2)", "AC-4", "IA-5(1)", "SC-12(3)", "SC-13", "SC-23", "SC-23(3)", "SC-7(4)", "SC-8", "SC-8(1)",
#       "SC-8(2)", "SI-7(6)"
#     ]
#     pci-dss-4.0: ["2.2.7", "4.2.1", "4.2.1.1", "8.3.2"]
#     soc2: ["cc_6_7"]
#     iso27001-2022: ["A.8.11", "A.8.24"]
#   remediation: Set `transit_encryption_enabled = true` and let clients connect with `rediss://`.
package aws.elasticache.in_transit_encryption

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_elasticache_replication_group
	not resource.values.transit_encryption_enabled
	not values.is_set(resource, "global_replication_group_id")
	msg := "connections are not encrypted"
	finding := {"address": resource.address, "attribute": "transit_encryption_enabled", "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_elasticache_replication_group
	resource.values.transit_encryption_enabled
	resource.values.transit_encryption_mode == "preferred"
	msg := "connections without TLS are still accepted"
	finding := {"address": resource.address, "attribute": "transit_encryption_mode", "msg": msg}
}

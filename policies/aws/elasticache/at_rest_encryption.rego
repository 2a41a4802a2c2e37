# METADATA
# title: Redis encrypts data at rest
# description: "Snapshots, swap and replication files hold whatever was cached: sessions, tokens, personal data. It
#   can only be chosen when the group is made."
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
# custom:
#   id: REDIS-001
#   control: redis-at-rest-encryption
#   severity: medium
#   domain: encryption
#   resources: [aws_elasticache_replication_group]
#   attributes: [at_rest_encryption_enabled, engine]
#   presence: [global_replication_group_id]
#   controls:
#     aws-fsbp: ["ElastiCache.4"]
#     nist-800-53-r5: ["CA-9(1)", "CM-3(6)", "SC-13", "SC-28", "SC-28(1)", "SC-7(10)", "SI-7(6)"]
#     pci-dss-4.0: ["3.5.1", "8.3.2"]
#     iso27001-2022: ["A.8.11", "A.8.24"]
#   remediation: Set `at_rest_encryption_enabled = true`; an existing group has to be replaced from a snapshot.
package aws.elasticache.at_rest_encryption

import rego.v1

import data.lib.numbers
import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_elasticache_replication_group
	not numbers.yes(object.get(resource.values, "at_rest_encryption_enabled", _by_default(resource)))

	# a member of a global datastore takes the setting of the primary
	not values.is_set(resource, "global_replication_group_id")
	msg := "data at rest is not encrypted"
	finding := {"address": resource.address, "attribute": "at_rest_encryption_enabled", "msg": msg}
}

# Valkey encrypts unless it is told not to
_by_default(resource) := object.get(resource.values, "engine", "redis") == "valkey"

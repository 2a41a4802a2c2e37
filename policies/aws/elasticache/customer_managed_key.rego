# METADATA
# title: Production Redis uses a customer managed KMS key
# description: With the key of the service nobody can restrict, audit by policy or withdraw access to the data.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
# custom:
#   id: REDIS-013
#   severity: medium
#   domain: encryption
#   resources: [aws_elasticache_replication_group]
#   attributes: [at_rest_encryption_enabled]
#   presence: [kms_key_id]
#   remediation: Set `kms_key_id = aws_kms_key.cache.arn`.
#   parameters: [elasticache.customer_managed_key]
package aws.elasticache.customer_managed_key

import rego.v1

import data.lib.numbers
import data.lib.values

deny contains finding if {
	data.parameters.elasticache.customer_managed_key
	some resource in input.resources.aws_elasticache_replication_group
	numbers.yes(resource.values.at_rest_encryption_enabled)
	not values.is_set(resource, "kms_key_id")
	msg := "encrypted with the key of the service"
	finding := {"address": resource.address, "attribute": "kms_key_id", "msg": msg}
}

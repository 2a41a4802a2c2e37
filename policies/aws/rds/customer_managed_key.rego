# METADATA
# title: Production databases use a customer managed KMS key
# description: With the AWS managed key nobody can restrict, audit by policy or withdraw access to the data, nor share
#   an encrypted snapshot with a recovery account.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html
# custom:
#   id: RDS-004
#   severity: medium
#   domain: encryption
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: [storage_encrypted]
#   presence: [kms_key_id, replicate_source_db]
#   remediation: Set `kms_key_id = aws_kms_key.database.arn`, a key whose policy names who may use it.
#   parameters: [rds.customer_managed_key]
package aws.rds.customer_managed_key

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.rds.customer_managed_key
	some type in {"aws_db_instance", "aws_rds_cluster"}
	some resource in input.resources[type]
	resource.values.storage_encrypted
	not values.is_set(resource, "replicate_source_db")
	not values.is_set(resource, "kms_key_id")
	msg := "encrypted with the AWS managed key"
	finding := {"address": resource.address, "attribute": "kms_key_id", "msg": msg}
}

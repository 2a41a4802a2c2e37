# METADATA
# title: Performance data is encrypted with a customer managed key
# description: Recorded statements can contain personal data in their literals, so they deserve the key of the data
#   itself.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.html
# custom:
#   id: RDS-021
#   severity: low
#   domain: encryption
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   attributes: [performance_insights_enabled]
#   presence: [performance_insights_kms_key_id]
#   remediation: Set `performance_insights_kms_key_id` to the key of the database.
#   parameters: [rds.customer_managed_key]
package aws.rds.performance_insights_key

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.rds.customer_managed_key
	some type in {"aws_db_instance", "aws_rds_cluster_instance"}
	some resource in input.resources[type]
	resource.values.performance_insights_enabled
	not values.is_set(resource, "performance_insights_kms_key_id")
	msg := "performance data is encrypted with the AWS managed key"
	finding := {"address": resource.address, "attribute": "performance_insights_kms_key_id", "msg": msg}
}

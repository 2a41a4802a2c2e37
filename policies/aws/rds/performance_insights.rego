# METADATA
# title: Databases record their load by statement and wait
# description: It is the shortest way from "the database is slow" to the statement that makes it so; Database Insights
#   is its successor.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html
# custom:
#   id: RDS-020
#   severity: low
#   domain: observability
#   resources: [aws_db_instance]
#   attributes: [performance_insights_enabled]
#   presence: [database_insights_mode]
#   remediation: Set `performance_insights_enabled = true`, or `database_insights_mode`.
#   parameters: [rds.performance_insights]
package aws.rds.performance_insights

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.rds.performance_insights
	some resource in input.resources.aws_db_instance
	not resource.values.performance_insights_enabled
	not values.is_set(resource, "database_insights_mode")
	msg := "neither Performance Insights nor Database Insights is on"
	finding := {"address": resource.address, "attribute": "performance_insights_enabled", "msg": msg}
}

# METADATA
# title: PostgreSQL instances export the postgresql log
# description: It holds connections, errors and slow statements, without which neither an incident nor a slow query
#   can be explained.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html
# custom:
#   id: RDS-017
#   control: rds-postgres-logs
#   severity: medium
#   domain: observability
#   resources: [aws_db_instance]
#   attributes: [engine, enabled_cloudwatch_logs_exports]
#   controls:
#     aws-fsbp: ["RDS.36"]
#   remediation: Add `"postgresql"` to `enabled_cloudwatch_logs_exports`.
package aws.rds.postgres_logs

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_db_instance
	resource.values.engine == "postgres"
	logs := object.get(resource.values, "enabled_cloudwatch_logs_exports", [])
	not "postgresql" in logs
	msg := "the postgresql log is not exported to CloudWatch Logs"
	finding := {"address": resource.address, "attribute": "enabled_cloudwatch_logs_exports", "msg": msg}
}

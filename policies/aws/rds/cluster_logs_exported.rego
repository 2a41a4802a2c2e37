# METADATA
# title: Aurora clusters export their logs
# description: Logs that stay on the instance are rotated away within days, and gone when it is replaced.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
# custom:
#   id: RDS-018
#   control: rds-cluster-logs-exported
#   severity: medium
#   domain: observability
#   resources: [aws_rds_cluster]
#   attributes: [enabled_cloudwatch_logs_exports]
#   controls:
#     aws-fsbp: ["RDS.37"]
#     pci-dss-4.0: [
#       "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.3", "10.2.1.4", "10.2.1.5", "10.2.1.6", "10.2.1.7", "10.2.2",
#       "10.3.1", "10.6.3", "5.3.4", "A1.2.1"
#     ]
#     soc2: ["pi_1_3"]
#     iso27001-2022: ["A.8.15"]
#   remediation: Set `enabled_cloudwatch_logs_exports`, for PostgreSQL `["postgresql", "upgrade"]` on an instance and
#     `["postgresql"]` on Aurora.
package aws.rds.cluster_logs_exported

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_rds_cluster
	count(object.get(resource.values, "enabled_cloudwatch_logs_exports", [])) == 0
	msg := "no log is exported to CloudWatch Logs"
	finding := {"address": resource.address, "attribute": "enabled_cloudwatch_logs_exports", "msg": msg}
}

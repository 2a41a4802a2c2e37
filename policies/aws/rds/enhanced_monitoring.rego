# METADATA
# title: Databases report operating-system metrics
# description: CPU steal, swap and the load of each process show only in Enhanced Monitoring, and only if it was on
#   before the incident.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html
# custom:
#   id: RDS-019
#   control: rds-enhanced-monitoring
#   severity: low
#   domain: observability
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   attributes: [monitoring_interval]
#   controls:
#     aws-fsbp: ["RDS.6"]
#     nist-800-53-r5: ["CA-7", "SI-2"]
#   remediation: Set `monitoring_interval = 60` and a `monitoring_role_arn` with AmazonRDSEnhancedMonitoringRole.
#   parameters: [rds.enhanced_monitoring]
package aws.rds.enhanced_monitoring

import rego.v1

import data.lib.numbers

deny contains finding if {
	data.parameters.rds.enhanced_monitoring
	some type in {"aws_db_instance", "aws_rds_cluster_instance"}
	some resource in input.resources[type]
	seconds := numbers.number(object.get(resource.values, "monitoring_interval", 0))
	finding := {"address": resource.address, "attribute": "monitoring_interval", "msg": _fault(seconds)}
}

_fault(0) := "enhanced monitoring is off"

_fault(seconds) := msg if {
	seconds > 60
	msg := sprintf("enhanced monitoring reports every %d seconds, at least every 60 is required", [seconds])
}

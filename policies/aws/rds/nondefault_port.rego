# METADATA
# title: Databases avoid the default port of their engine
# description: Scanners try default ports first. It is a small gain, so an environment may decide against it.
# related_resources:
# - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-23
# custom:
#   id: RDS-026
#   control: rds-nondefault-port
#   severity: low
#   domain: least-privilege
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: [engine, port]
#   presence: [replicate_source_db]
#   controls:
#     aws-fsbp: ["RDS.23"]
#     nist-800-53-r5: ["AC-4", "AC-4(21)", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(21)", "SC-7(4)", "SC-7(5)"]
#   remediation: Set `port` to another number and let the security group and the clients follow.
#   parameters: [rds.default_port_allowed]
package aws.rds.nondefault_port

import rego.v1

import data.lib.numbers
import data.lib.values

deny contains finding if {
	not data.parameters.rds.default_port_allowed
	some type in {"aws_db_instance", "aws_rds_cluster"}
	some resource in input.resources[type]
	not values.is_set(resource, "replicate_source_db")
	some [engine, port] in _ports
	startswith(resource.values.engine, engine)
	numbers.number(object.get(resource.values, "port", port)) == port
	msg := sprintf("%s listens on its default port %d", [resource.values.engine, port])
	finding := {"address": resource.address, "attribute": "port", "msg": msg}
}

_ports := [
	["aurora-mysql", 3306],
	["aurora-postgresql", 5432],
	["mariadb", 3306],
	["mysql", 3306],
	["oracle", 1521],
	["postgres", 5432],
	["sqlserver", 1433],
]

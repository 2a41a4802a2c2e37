# METADATA
# title: Parameter groups force TLS
# description: A database that also accepts plain connections gets them sooner or later, with the password in clear.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
# custom:
#   id: RDS-022
#   control: rds-transport-encrypted
#   severity: high
#   domain: encryption
#   resources: [aws_db_parameter_group, aws_rds_cluster_parameter_group]
#   attributes: [family, "parameter[].name", "parameter[].value"]
#   controls:
#     iso27001-2022: ["A.8.24"]
#   remediation: Add `parameter { name = "rds.force_ssl", value = "1" }`; for MySQL and MariaDB
#     `require_secure_transport = 1`.
package aws.rds.transport_encrypted

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in _groups
	some position, parameter in resource.values.parameter
	parameter.name in _names
	lower(parameter.value) in {"0", "off", "false"}
	attribute := sprintf("parameter[%d].value", [position])
	msg := sprintf("%s is %s, so connections without TLS are accepted", [parameter.name, parameter.value])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

deny contains finding if {
	some resource in _groups
	family := resource.values.family
	not _forced_by_default(family)
	named := {parameter.name | some parameter in resource.values.parameter}
	count(named & _names) == 0
	msg := sprintf("nothing forces TLS in family %s", [family])
	finding := {"address": resource.address, "attribute": "parameter", "msg": msg}
}

_names := {"rds.force_ssl", "require_secure_transport"}

_groups contains resource if {
	some resource in input.resources.aws_db_parameter_group
	regex.match(`^(postgres|sqlserver|mysql|mariadb)`, resource.values.family)
}

# on Aurora it is a setting of the cluster
_groups contains resource if {
	some resource in input.resources.aws_rds_cluster_parameter_group
	regex.match(`^(aurora-)?(postgres|mysql)`, resource.values.family)
}

# RDS for PostgreSQL forces TLS by default since version 15, Aurora PostgreSQL since 17
_forced_by_default(family) if {
	startswith(family, "postgres")
	numbers.version(family)[0] >= 15
}

_forced_by_default(family) if {
	startswith(family, "aurora-postgresql")
	numbers.version(family)[0] >= 17
}

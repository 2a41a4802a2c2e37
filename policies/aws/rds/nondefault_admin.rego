# METADATA
# title: The master user of an instance has a name of its own
# description: Half of a stolen or guessed login is the name, and these are the names that are tried.
# related_resources:
# - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-25
# custom:
#   id: RDS-027
#   control: rds-nondefault-admin
#   severity: medium
#   domain: least-privilege
#   resources: [aws_db_instance]
#   attributes: [username]
#   controls:
#     aws-fsbp: ["RDS.25"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2"]
#   remediation: Set `username` to a name of your own when the database is made; it cannot be changed later.
package aws.rds.nondefault_admin

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_db_instance
	lower(resource.values.username) in _names
	msg := sprintf("the master user has the usual name %s", [resource.values.username])
	finding := {"address": resource.address, "attribute": "username", "msg": msg}
}

_names := {"admin", "administrator", "dbadmin", "master", "mysql", "postgres", "root", "sa"}

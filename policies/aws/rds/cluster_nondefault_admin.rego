# METADATA
# title: The master user of a cluster has a name of its own
# description: Half of a stolen or guessed login is the name, and these are the names that are tried.
# related_resources:
# - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-24
# custom:
#   id: RDS-028
#   control: rds-cluster-nondefault-admin
#   severity: medium
#   domain: least-privilege
#   resources: [aws_rds_cluster]
#   attributes: [master_username]
#   controls:
#     aws-fsbp: ["RDS.24"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2"]
#   remediation: Set `master_username` to a name of your own when the database is made; it cannot be changed later.
package aws.rds.cluster_nondefault_admin

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_rds_cluster
	lower(resource.values.master_username) in _names
	msg := sprintf("the master user has the usual name %s", [resource.values.master_username])
	finding := {"address": resource.address, "attribute": "master_username", "msg": msg}
}

_names := {"admin", "administrator", "dbadmin", "master", "mysql", "postgres", "root", "sa"}

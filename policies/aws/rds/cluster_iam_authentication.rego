# METADATA
# title: Aurora clusters accept IAM authentication
# description: Tokens that live for fifteen minutes replace passwords that are copied, shared and never changed.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
# custom:
#   id: RDS-013
#   control: rds-cluster-iam-auth
#   severity: medium
#   domain: least-privilege
#   resources: [aws_rds_cluster]
#   attributes: [engine, iam_database_authentication_enabled]
#   controls:
#     aws-fsbp: ["RDS.12"]
#     nist-800-53-r5: ["AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-6"]
#     pci-dss-4.0: ["7.2.1", "7.2.2", "7.2.5", "7.3.1", "7.3.2", "7.3.3", "8.2.7", "8.2.8", "8.3.4"]
#   remediation: Set `iam_database_authentication_enabled = true` and grant `rds-db:connect` to the roles that need
#     it.
package aws.rds.cluster_iam_authentication

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_rds_cluster
	resource.values.engine in _engines
	not resource.values.iam_database_authentication_enabled
	msg := "IAM database authentication is off"
	finding := {"address": resource.address, "attribute": "iam_database_authentication_enabled", "msg": msg}
}

_engines := {"aurora-mysql", "aurora-postgresql", "mysql", "postgres"}

# METADATA
# title: The master password is not in the code or the state
# description: Terraform writes `password` into its state and often into plans and logs, where it can be read for as
#   long as they are kept.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
# custom:
#   id: RDS-029
#   severity: high
#   domain: least-privilege
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: [manage_master_user_password]
#   presence: [password, master_password]
#   remediation: Set `manage_master_user_password = true` and remove `password`; or use the write-only `password_wo`.
package aws.rds.no_plaintext_password

import rego.v1

import data.lib.values

deny contains finding if {
	some [type, attribute] in [["aws_db_instance", "password"], ["aws_rds_cluster", "master_password"]]
	some resource in input.resources[type]
	values.is_set(resource, attribute)
	msg := sprintf("`%s` is set, so the master password is kept in the state", [attribute])
	finding := {"address": resource.address, "attribute": "manage_master_user_password", "msg": msg}
}

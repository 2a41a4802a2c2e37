# METADATA
# title: Database instances are protected against deletion
# description: One mistaken plan or console click can otherwise remove the instance together with its automated
#   backups.
# related_resources:
# - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-8
# custom:
#   id: RDS-010
#   control: rds-deletion-protection
#   severity: medium
#   domain: resilience
#   resources: [aws_db_instance]
#   attributes: [deletion_protection]
#   controls:
#     aws-fsbp: ["RDS.8"]
#     nist-800-53-r5: ["CM-3", "SC-5(2)", "SI-13(5)"]
#     soc2: ["cc_c_1_1"]
#   remediation: Set `deletion_protection = true`; switch it off in a change of its own before the database is really
#     to go.
#   parameters: [rds.deletion_protection]
package aws.rds.deletion_protection

import rego.v1

deny contains finding if {
	data.parameters.rds.deletion_protection
	some resource in input.resources.aws_db_instance
	not resource.values.deletion_protection
	msg := "deletion protection is off"
	finding := {"address": resource.address, "attribute": "deletion_protection", "msg": msg}
}

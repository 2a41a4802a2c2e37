# METADATA
# title: Instance tags are copied to snapshots
# description: A snapshot without tags has no owner, no cost centre and no place in tag-based access or retention
#   rules.
# related_resources:
# - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-17
# custom:
#   id: RDS-024
#   control: rds-copy-tags
#   severity: low
#   domain: hygiene
#   resources: [aws_db_instance]
#   attributes: [copy_tags_to_snapshot]
#   controls:
#     aws-fsbp: ["RDS.17"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2", "CM-2(2)"]
#     soc2: ["cc_7_5"]
#   remediation: Set `copy_tags_to_snapshot = true`.
package aws.rds.copy_tags

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_db_instance
	not resource.values.copy_tags_to_snapshot
	msg := "tags are not copied to snapshots"
	finding := {"address": resource.address, "attribute": "copy_tags_to_snapshot", "msg": msg}
}

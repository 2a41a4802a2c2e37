# METADATA
# title: Cluster tags are copied to snapshots
# description: A snapshot without tags has no owner, no cost centre and no place in tag-based access or retention
#   rules.
# related_resources:
# - https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-16
# custom:
#   id: RDS-025
#   control: rds-cluster-copy-tags
#   severity: low
#   domain: hygiene
#   resources: [aws_rds_cluster]
#   attributes: [copy_tags_to_snapshot]
#   controls:
#     aws-fsbp: ["RDS.16"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2", "CM-2(2)"]
#     iso27001-2022: ["A.5.13"]
#   remediation: Set `copy_tags_to_snapshot = true`.
package aws.rds.cluster_copy_tags

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_rds_cluster
	not resource.values.copy_tags_to_snapshot
	msg := "tags are not copied to snapshots"
	finding := {"address": resource.address, "attribute": "copy_tags_to_snapshot", "msg": msg}
}

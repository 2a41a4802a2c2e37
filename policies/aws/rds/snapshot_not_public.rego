# METADATA
# title: No RDS snapshot is shared with everyone
# description: A public snapshot lets any AWS account restore the whole database.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
# custom:
#   id: RDS-005
#   control: rds-snapshot-not-public
#   severity: critical
#   domain: least-privilege
#   resources: [aws_db_snapshot, aws_db_cluster_snapshot, aws_db_snapshot_copy]
#   attributes: [shared_accounts]
#   controls:
#     aws-fsbp: ["RDS.1"]
#     nist-800-53-r5: [
#       "AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(20)",
#       "SC-7(21)", "SC-7(3)", "SC-7(4)", "SC-7(9)"
#     ]
#     pci-dss-4.0: ["10.3.2", "3.5.1.3", "A1.1.2", "A3.4.1"]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_3_i", "164_312_a_1"]
#     iso27001-2022: ["A.8.1"]
#   remediation: Remove `all` from `shared_accounts` and name the accounts that need the snapshot.
#   waivable: false
package aws.rds.snapshot_not_public

import rego.v1

deny contains finding if {
	some type in {"aws_db_snapshot", "aws_db_cluster_snapshot", "aws_db_snapshot_copy"}
	some resource in input.resources[type]
	"all" in resource.values.shared_accounts
	msg := "the snapshot is shared with every AWS account"
	finding := {"address": resource.address, "attribute": "shared_accounts", "msg": msg}
}

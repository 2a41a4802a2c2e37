# METADATA
# title: RDS snapshots and their copies are encrypted
# description: A snapshot outlives its instance and is easily shared or copied, so it is the copy of the data most
#   likely to leave the account.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html
# custom:
#   id: RDS-003
#   control: rds-snapshot-encrypted
#   severity: high
#   domain: encryption
#   resources: [aws_db_snapshot_copy, aws_db_snapshot, aws_db_cluster_snapshot]
#   attributes: [encrypted, storage_encrypted, destination_region]
#   presence: [kms_key_id]
#   controls:
#     aws-fsbp: ["RDS.4"]
#     nist-800-53-r5: ["CA-9(1)", "CM-3(6)", "SC-13", "SC-28", "SC-28(1)", "SC-7(10)", "SI-7(6)"]
#     pci-dss-4.0: ["3.5.1", "8.3.2"]
#     iso27001-2022: ["A.8.11", "A.8.24"]
#   remediation: Give `aws_db_snapshot_copy` a `kms_key_id` of the destination region; copy an unencrypted snapshot
#     with a key and delete the original.
package aws.rds.snapshot_encrypted

import rego.v1

import data.lib.values

deny contains finding if {
	some type in {"aws_db_snapshot_copy", "aws_db_snapshot"}
	some resource in input.resources[type]
	resource.values.encrypted == false
	finding := {"address": resource.address, "attribute": "encrypted", "msg": "the snapshot is not encrypted"}
}

deny contains finding if {
	some resource in input.resources.aws_db_cluster_snapshot
	resource.values.storage_encrypted == false
	msg := "the snapshot is not encrypted"
	finding := {"address": resource.address, "attribute": "storage_encrypted", "msg": msg}
}

# an encrypted snapshot cannot be copied to another region without naming a key there
deny contains finding if {
	some resource in input.resources.aws_db_snapshot_copy
	region := resource.values.destination_region
	region != input.context.region
	not values.is_set(resource, "kms_key_id")
	msg := sprintf("the copy to %s names no KMS key, so it is not encrypted", [region])
	finding := {"address": resource.address, "attribute": "kms_key_id", "msg": msg}
}

# METADATA
# title: No snapshot or image is shared with everyone
# description: Any AWS account could restore the disk; public snapshots are searched for secrets within hours.
# related_resources:
# - https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html
# custom:
#   id: EC2-005
#   control: ebs-snapshot-not-public
#   severity: critical
#   domain: least-privilege
#   resources: [
#     aws_snapshot_create_volume_permission, aws_ami_launch_permission, aws_ebs_snapshot_block_public_access
#   ]
#   attributes: [account_id, group, state]
#   controls:
#     aws-fsbp: ["EC2.1"]
#     nist-800-53-r5: [
#       "AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(20)",
#       "SC-7(21)", "SC-7(3)", "SC-7(4)", "SC-7(9)"
#     ]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_3_i", "164_312_a_1"]
#     soc2: ["cc_6_6"]
#     iso27001-2022: ["A.8.1"]
#   remediation: Share with named accounts, and set `aws_ebs_snapshot_block_public_access { state =
#     "block-all-sharing" }`.
#   waivable: false
package aws.ec2.snapshot_not_public

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_snapshot_create_volume_permission
	resource.values.account_id == "all"
	msg := "the snapshot is shared with every AWS account"
	finding := {"address": resource.address, "attribute": "account_id", "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_ami_launch_permission
	resource.values.group == "all"
	msg := "the image is shared with every AWS account"
	finding := {"address": resource.address, "attribute": "group", "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_ebs_snapshot_block_public_access
	resource.values.state == "unblocked"
	msg := "the account lets snapshots be made public"
	finding := {"address": resource.address, "attribute": "state", "msg": msg}
}

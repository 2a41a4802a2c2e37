# METADATA
# title: Disks of instances are encrypted
# description: The root disk holds swap, logs, caches and whatever credentials were pasted once.
# related_resources:
# - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
# custom:
#   id: EC2-003
#   control: ebs-volume-encrypted
#   severity: high
#   domain: encryption
#   resources: [aws_instance, aws_launch_template, aws_launch_configuration]
#   attributes: [
#     root_block_device.encrypted, "ebs_block_device[].device_name", "ebs_block_device[].encrypted",
#     "block_device_mappings[].device_name", "block_device_mappings[].ebs.encrypted"
#   ]
#   presence: [launch_template]
#   controls:
#     aws-fsbp: ["EC2.3"]
#     cis-aws-6.0: ["6.1.1"]
#     nist-800-53-r5: ["CA-9(1)", "CM-3(6)", "SC-13", "SC-28", "SC-28(1)", "SC-7(10)", "SI-7(6)"]
#     pci-dss-4.0: ["3.5.1", "8.3.2"]
#     hipaa: [
#       "164_308_a_1_ii_b", "164_308_a_4_ii_a", "164_312_a_2_iv", "164_312_c_1", "164_312_c_2", "164_312_e_2_ii"
#     ]
#     soc2: ["pi_1_5"]
#     gdpr: ["article_32"]
#     iso27001-2022: ["A.8.11", "A.8.24"]
#   remediation: Set `encrypted = true` in every block device, or `aws_ebs_encryption_by_default` for the account.
package aws.ec2.block_device_encrypted

import rego.v1

import data.lib.numbers

deny contains finding if {
	some type in {"aws_instance", "aws_launch_configuration"}
	some resource in input.resources[type]
	not _by_default
	not resource.values.launch_template
	not resource.values.root_block_device.encrypted
	msg := "the root disk is not encrypted"
	finding := {"address": resource.address, "attribute": "root_block_device.encrypted", "msg": msg}
}

deny contains finding if {
	some type in {"aws_instance", "aws_launch_configuration"}
	some resource in input.resources[type]
	not _by_default
	some index, device in resource.values.ebs_block_device
	not device.encrypted
	msg := sprintf("disk %s is not encrypted", [device.device_name])
	finding := {"address": resource.address, "attribute": sprintf("ebs_block_device[%d].encrypted", [index]), "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_launch_template
	not _by_default
	some index, device in resource.values.block_device_mappings
	device.ebs
	not numbers.yes(object.get(device.ebs, "encrypted", false))
	attribute := sprintf("block_device_mappings[%d].ebs.encrypted", [index])
	msg := sprintf("disk %s is not encrypted", [device.device_name])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

# volumes are encrypted by default where the account says so
_by_default if {
	some setting in input.resources.aws_ebs_encryption_by_default
	object.get(setting.values, "enabled", true)
}

# METADATA
# title: Disks are gp3 rather than gp2
# description: gp3 costs a fifth less a gigabyte and does not tie speed to size.
# related_resources:
# - https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
# custom:
#   id: COST-007
#   severity: low
#   domain: cost
#   resources: [aws_ebs_volume, aws_db_instance, aws_instance, aws_launch_template]
#   attributes: [
#     type, storage_type, root_block_device.volume_type, "ebs_block_device[].volume_type",
#     "block_device_mappings[].ebs.volume_type"
#   ]
#   remediation: Set the type to `gp3`; a volume can be changed while it is in use.
package aws.cost.gp2_volumes

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_ebs_volume
	resource.values.type == "gp2"
	finding := {"address": resource.address, "attribute": "type", "msg": "the disk is gp2"}
}

deny contains finding if {
	some resource in input.resources.aws_db_instance
	resource.values.storage_type == "gp2"
	finding := {"address": resource.address, "attribute": "storage_type", "msg": "the disk is gp2"}
}

deny contains finding if {
	some resource in input.resources.aws_instance
	resource.values.root_block_device.volume_type == "gp2"
	attribute := "root_block_device.volume_type"
	finding := {"address": resource.address, "attribute": attribute, "msg": "the root disk is gp2"}
}

deny contains finding if {
	some resource in input.resources.aws_instance
	some index, device in resource.values.ebs_block_device
	device.volume_type == "gp2"
	attribute := sprintf("ebs_block_device[%d].volume_type", [index])
	finding := {"address": resource.address, "attribute": attribute, "msg": "the disk is gp2"}
}

deny contains finding if {
	some resource in input.resources.aws_launch_template
	some index, device in resource.values.block_device_mappings
	device.ebs.volume_type == "gp2"
	attribute := sprintf("block_device_mappings[%d].ebs.volume_type", [index])
	finding := {"address": resource.address, "attribute": attribute, "msg": "the disk is gp2"}
}

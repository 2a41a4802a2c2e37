# METADATA
# title: Provisioned IOPS are for production
# description: io1 and io2 charge for every operation per second that is reserved, used or not.
# related_resources:
# - https://docs.aws.amazon.com/ebs/latest/userguide/provisioned-iops.html
# custom:
#   id: COST-011
#   severity: medium
#   domain: cost
#   resources: [aws_db_instance, aws_rds_cluster, aws_ebs_volume]
#   attributes: [storage_type, type]
#   remediation: Use `gp3`, which has 3,000 IOPS at no charge.
#   parameters: [cost.provisioned_iops_allowed]
package aws.cost.provisioned_iops

import rego.v1

deny contains finding if {
	not data.parameters.cost.provisioned_iops_allowed
	some type in {"aws_db_instance", "aws_rds_cluster"}
	some resource in input.resources[type]
	resource.values.storage_type in _provisioned
	msg := sprintf("storage is %s", [resource.values.storage_type])
	finding := {"address": resource.address, "attribute": "storage_type", "msg": msg}
}

deny contains finding if {
	not data.parameters.cost.provisioned_iops_allowed
	some resource in input.resources.aws_ebs_volume
	resource.values.type in _provisioned
	msg := sprintf("the volume is %s", [resource.values.type])
	finding := {"address": resource.address, "attribute": "type", "msg": msg}
}

_provisioned := {"aurora-iopt1", "io1", "io2"}

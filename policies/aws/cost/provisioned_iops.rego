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
	some type in {"aws_db_instance", "aws_rds_cluster", "aws_ebs_volume"}
	some resource in input.resources[type]
	some attribute in {"storage_type", "type"}
	kind := object.get(resource.values, attribute, "")
	kind in {"io1", "io2", "aurora-iopt1"}
	msg := sprintf("storage is %s", [kind])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

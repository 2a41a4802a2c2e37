# METADATA
# title: Databases live in a subnet group of their own
# description: Without one the database lands in the default VPC, whose subnets are public.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# custom:
#   id: RDS-023
#   control: rds-in-vpc
#   severity: high
#   domain: least-privilege
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: []
#   presence: [db_subnet_group_name, replicate_source_db]
#   controls:
#     aws-fsbp: ["RDS.18"]
#     nist-800-53-r5: [
#       "AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(20)",
#       "SC-7(21)", "SC-7(3)", "SC-7(4)", "SC-7(9)"
#     ]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Make an `aws_db_subnet_group` of private subnets and name it in `db_subnet_group_name`.
package aws.rds.subnet_group

import rego.v1

import data.lib.values

deny contains finding if {
	some type in {"aws_db_instance", "aws_rds_cluster"}
	some resource in input.resources[type]
	not values.is_set(resource, "db_subnet_group_name")

	# a replica is placed where its source is
	not values.is_set(resource, "replicate_source_db")
	msg := "no subnet group is named, so it lands in the default VPC"
	finding := {"address": resource.address, "attribute": "db_subnet_group_name", "msg": msg}
}

# METADATA
# title: No database instance is publicly accessible
# description: A public address puts the database login, and every weakness of the engine, in reach of the whole
#   internet.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
# custom:
#   id: RDS-006
#   control: rds-not-public
#   severity: critical
#   domain: least-privilege
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   attributes: [publicly_accessible]
#   controls:
#     aws-fsbp: ["RDS.2"]
#     cis-aws-6.0: ["3.2.3"]
#     nist-800-53-r5: ["AC-4", "AC-4(21)", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(21)", "SC-7(4)", "SC-7(5)"]
#     pci-dss-4.0: ["1.2.8", "1.3.1", "1.3.2", "1.4.2", "1.5.1", "10.3.2", "3.5.1.3", "A1.1.2", "A1.1.3", "A3.4.1"]
#     hipaa: ["164_308_a_3_i", "164_312_a_1"]
#     soc2: ["cc_6_2"]
#     iso27001-2022: ["A.8.1"]
#   remediation: Set `publicly_accessible = false` and reach the database from private subnets.
package aws.rds.not_public

import rego.v1

deny contains finding if {
	some type in {"aws_db_instance", "aws_rds_cluster_instance"}
	some resource in input.resources[type]
	resource.values.publicly_accessible
	msg := "the instance gets a public address"
	finding := {"address": resource.address, "attribute": "publicly_accessible", "msg": msg}
}

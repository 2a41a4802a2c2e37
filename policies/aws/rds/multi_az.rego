# METADATA
# title: Database instances have a standby in another zone
# description: A single instance is down for as long as its zone is, and during every change that restarts it.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
# custom:
#   id: RDS-007
#   control: rds-multi-az
#   severity: medium
#   domain: resilience
#   resources: [aws_db_instance]
#   attributes: [multi_az]
#   presence: [replicate_source_db]
#   controls:
#     aws-fsbp: ["RDS.5"]
#     cis-aws-6.0: ["3.2.4"]
#     nist-800-53-r5: ["CP-10", "CP-6(2)", "SC-36", "SC-5(2)", "SI-13(5)"]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_7_i", "164_308_a_7_ii_a", "164_308_a_7_ii_b", "164_308_a_7_ii_c"]
#     iso27001-2022: ["A.8.14"]
#   remediation: Set `multi_az = true`.
#   parameters: [rds.multi_az]
package aws.rds.multi_az

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.rds.multi_az
	some resource in input.resources.aws_db_instance
	not values.is_set(resource, "replicate_source_db")
	not resource.values.multi_az
	msg := "there is no standby in a second availability zone"
	finding := {"address": resource.address, "attribute": "multi_az", "msg": msg}
}

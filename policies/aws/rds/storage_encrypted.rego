# METADATA
# title: RDS storage is encrypted
# description: Without it, storage, automated backups, snapshots and replicas are readable to whoever obtains the
#   disks. It can only be chosen when an instance is made.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
# custom:
#   id: RDS-001
#   control: rds-storage-encrypted
#   severity: high
#   domain: encryption
#   resources: [aws_db_instance]
#   attributes: [storage_encrypted]
#   presence: [replicate_source_db]
#   controls:
#     aws-fsbp: ["RDS.3"]
#     cis-aws-6.0: ["3.2.1"]
#     nist-800-53-r5: ["CA-9(1)", "CM-3(6)", "SC-13", "SC-28", "SC-28(1)", "SC-7(10)", "SI-7(6)"]
#     pci-dss-4.0: ["3.5.1", "8.3.2"]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_4_ii_a", "164_312_a_2_iv", "164_312_e_2_ii"]
#     soc2: ["pi_1_5"]
#     gdpr: ["article_32"]
#     iso27001-2022: ["A.8.11", "A.8.24"]
#   remediation: Set `storage_encrypted = true`; an existing instance needs an encrypted snapshot copy and a restore.
package aws.rds.storage_encrypted

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_db_instance

	# a replica in the same region inherits the encryption of its source
	not values.is_set(resource, "replicate_source_db")
	not resource.values.storage_encrypted
	finding := {"address": resource.address, "attribute": "storage_encrypted", "msg": "storage is not encrypted"}
}

# METADATA
# title: Aurora storage is encrypted
# description: A cluster volume, its snapshots and clones are all encrypted or none of them is, and the choice cannot
#   be changed later.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
# custom:
#   id: RDS-002
#   control: rds-cluster-encrypted
#   severity: high
#   domain: encryption
#   resources: [aws_rds_cluster, aws_rds_global_cluster]
#   attributes: [storage_encrypted, engine_mode]
#   presence: [source_db_cluster_identifier]
#   controls:
#     aws-fsbp: ["RDS.27"]
#     pci-dss-4.0: ["3.5.1", "8.3.2"]
#     soc2: ["pi_1_5"]
#     iso27001-2022: ["A.8.11", "A.8.24"]
#   remediation: Set `storage_encrypted = true` and a `kms_key_id` when the cluster is made.
package aws.rds.cluster_storage_encrypted

import rego.v1

import data.lib.values

deny contains finding if {
	some type in {"aws_rds_cluster", "aws_rds_global_cluster"}
	some resource in input.resources[type]
	not _inherits(resource)
	not resource.values.storage_encrypted
	msg := "cluster storage is not encrypted"
	finding := {"address": resource.address, "attribute": "storage_encrypted", "msg": msg}
}

# Aurora Serverless v1 is always encrypted
_inherits(resource) if resource.values.engine_mode == "serverless"

# a global cluster that is made from a regional one takes its encryption over
_inherits(resource) if values.is_set(resource, "source_db_cluster_identifier")

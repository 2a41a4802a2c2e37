# METADATA
# title: Aurora instances take minor upgrades
# description: Minor versions carry the security fixes; left to hand, they are applied late or never.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
# custom:
#   id: RDS-015
#   control: rds-cluster-minor-upgrade
#   severity: medium
#   domain: hygiene
#   resources: [aws_rds_cluster_instance]
#   attributes: [auto_minor_version_upgrade]
#   controls:
#     aws-fsbp: ["RDS.35"]
#   remediation: Remove `auto_minor_version_upgrade = false` and choose a `maintenance_window` that suits.
package aws.rds.cluster_minor_upgrades

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_rds_cluster_instance
	resource.values.auto_minor_version_upgrade == false
	msg := "automatic minor version upgrades are off"
	finding := {"address": resource.address, "attribute": "auto_minor_version_upgrade", "msg": msg}
}

# METADATA
# title: Database instances take minor upgrades
# description: Minor versions carry the security fixes; left to hand, they are applied late or never.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
# custom:
#   id: RDS-014
#   control: rds-minor-upgrade
#   severity: medium
#   domain: hygiene
#   resources: [aws_db_instance]
#   attributes: [auto_minor_version_upgrade]
#   controls:
#     aws-fsbp: ["RDS.13"]
#     cis-aws-6.0: ["3.2.2"]
#     nist-800-53-r5: ["SI-2", "SI-2(2)", "SI-2(4)", "SI-2(5)"]
#     pci-dss-4.0: ["6.3.3"]
#   remediation: Remove `auto_minor_version_upgrade = false` and choose a `maintenance_window` that suits.
package aws.rds.minor_upgrades

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_db_instance
	resource.values.auto_minor_version_upgrade == false
	msg := "automatic minor version upgrades are off"
	finding := {"address": resource.address, "attribute": "auto_minor_version_upgrade", "msg": msg}
}

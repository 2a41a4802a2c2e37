# METADATA
# title: Redis takes minor upgrades
# description: Minor versions carry the security fixes; left to hand, they are applied late or never.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.html
# custom:
#   id: REDIS-009
#   control: redis-minor-upgrade
#   severity: high
#   domain: hygiene
#   resources: [aws_elasticache_replication_group, aws_elasticache_cluster]
#   attributes: [auto_minor_version_upgrade]
#   controls:
#     aws-fsbp: ["ElastiCache.2"]
#     nist-800-53-r5: ["SI-2", "SI-2(2)", "SI-2(4)", "SI-2(5)"]
#     pci-dss-4.0: ["6.3.3"]
#   remediation: Remove `auto_minor_version_upgrade = false` and choose a `maintenance_window` that suits.
package aws.elasticache.minor_upgrades

import rego.v1

deny contains finding if {
	some type in {"aws_elasticache_replication_group", "aws_elasticache_cluster"}
	some resource in input.resources[type]
	resource.values.auto_minor_version_upgrade in {false, "false"}
	msg := "automatic minor version upgrades are off"
	finding := {"address": resource.address, "attribute": "auto_minor_version_upgrade", "msg": msg}
}

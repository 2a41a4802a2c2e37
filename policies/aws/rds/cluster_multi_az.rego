# METADATA
# title: Aurora clusters have instances in several zones
# description: Aurora keeps the data in three zones, but with one instance there is nothing to fail over to.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html
# custom:
#   id: RDS-008
#   control: rds-cluster-multi-az
#   severity: medium
#   domain: resilience
#   resources: [aws_rds_cluster]
#   attributes: [availability_zones]
#   presence: [cluster_identifier]
#   controls:
#     aws-fsbp: ["RDS.15"]
#     cis-aws-6.0: ["3.2.4"]
#     nist-800-53-r5: ["CP-10", "CP-6(2)", "SC-36", "SC-5(2)", "SI-13(5)"]
#     iso27001-2022: ["A.8.14"]
#   remediation: Add a second `aws_rds_cluster_instance` in another zone.
#   parameters: [rds.multi_az]
package aws.rds.cluster_multi_az

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.rds.multi_az
	some resource in input.resources.aws_rds_cluster

	# exactly one instance; with none in the document they may be kept elsewhere
	count(values.names(resource) & _served) > 0
	count(values.names(resource) & _shared) == 0
	msg := "the cluster has a single instance"
	finding := {"address": resource.address, "attribute": "availability_zones", "msg": msg}
}

# the cluster of each instance, by reference or by name
_members := {[name, member.address] |
	some member in input.resources.aws_rds_cluster_instance
	some name in values.targets(member, "cluster_identifier")
}

_sorted := sort([member[0] | some member in _members])

_served contains name if some name in _sorted

_shared contains name if {
	some position, name in _sorted
	_sorted[position + 1] == name
}

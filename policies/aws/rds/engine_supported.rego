# METADATA
# title: The engine version is still supported
# description: After the end of standard support there are no security fixes; AWS upgrades by force or charges
#   Extended Support, and refuses to create the version.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support-viewing-support-dates.html
# custom:
#   id: RDS-031
#   control: rds-engine-supported
#   severity: high
#   domain: hygiene
#   resources: [aws_db_instance, aws_rds_cluster]
#   attributes: [engine, engine_version]
#   remediation: Set `engine_version` to a supported major version (`"16"`) and let minor upgrades follow by
#     themselves.
#   parameters: [rds.engine_floors]
package aws.rds.engine_supported

import rego.v1

import data.lib.numbers

deny contains finding if {
	some type in {"aws_db_instance", "aws_rds_cluster"}
	some resource in input.resources[type]
	version := resource.values.engine_version
	floors := data.parameters.rds.engine_floors[resource.values.engine]
	floor := min(_missed(version, floors))
	msg := sprintf("%s %s is below the supported %s", [resource.values.engine, version, floor])
	finding := {"address": resource.address, "attribute": "engine_version", "msg": msg}
}

# the lowest floor counts for every version, the others for their own major version
_missed(version, floors) := {floor |
	some position, floor in floors
	numbers.older(version, floor)
	_applies(position, version, floor)
}

_applies(position, _, _) if position == 0

_applies(_, version, floor) if numbers.version(version)[0] == numbers.version(floor)[0]

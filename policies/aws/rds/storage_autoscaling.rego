# METADATA
# title: Database storage can grow by itself
# description: A full disk stops a database; growing it by hand at night is slower than letting it grow up to a
#   ceiling.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
# custom:
#   id: RDS-033
#   severity: low
#   domain: resilience
#   resources: [aws_db_instance]
#   attributes: [allocated_storage, max_allocated_storage]
#   presence: [replicate_source_db]
#   remediation: Set `max_allocated_storage` well above `allocated_storage`.
#   parameters: [rds.storage_autoscaling]
package aws.rds.storage_autoscaling

import rego.v1

import data.lib.numbers
import data.lib.values

deny contains finding if {
	data.parameters.rds.storage_autoscaling
	some resource in input.resources.aws_db_instance
	not values.is_set(resource, "replicate_source_db")
	ceiling := numbers.number(object.get(resource.values, "max_allocated_storage", 0))
	ceiling <= numbers.number(object.get(resource.values, "allocated_storage", 0))
	msg := sprintf("storage cannot grow: max_allocated_storage is %d", [ceiling])
	finding := {"address": resource.address, "attribute": "max_allocated_storage", "msg": msg}
}

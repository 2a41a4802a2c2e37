# METADATA
# title: Deleted keys can be taken back for some time
# description: Data encrypted with a deleted key is lost for good; the waiting time is the last chance to notice.
# related_resources:
# - https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
# custom:
#   id: KMS-003
#   severity: low
#   domain: resilience
#   resources: [aws_kms_key]
#   attributes: [deletion_window_in_days]
#   remediation: Set `deletion_window_in_days` to at least what the environment requires, or leave it out for 30.
#   parameters: [kms.minimum_deletion_window_days]
package aws.kms.deletion_window

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_kms_key
	days := numbers.number(resource.values.deletion_window_in_days)
	minimum := data.parameters.kms.minimum_deletion_window_days
	days < minimum
	msg := sprintf("a deleted key is gone after %d days, at least %d are required", [days, minimum])
	finding := {"address": resource.address, "attribute": "deletion_window_in_days", "msg": msg}
}

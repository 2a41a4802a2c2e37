# METADATA
# title: Deleted secrets can be taken back for some time
# description: With a window of 0 a deleted secret is gone at once, and with it whatever only it could open.
# related_resources:
# - https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html
# custom:
#   id: SM-004
#   severity: medium
#   domain: resilience
#   resources: [aws_secretsmanager_secret]
#   attributes: [recovery_window_in_days]
#   remediation: Set `recovery_window_in_days` to at least what the environment requires, or leave it out for 30.
#   parameters: [secretsmanager.minimum_recovery_days]
package aws.secretsmanager.recovery_window

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_secretsmanager_secret
	days := numbers.number(resource.values.recovery_window_in_days)
	minimum := data.parameters.secretsmanager.minimum_recovery_days
	days < minimum
	msg := sprintf("a deleted secret is gone after %d days, at least %d are required", [days, minimum])
	finding := {"address": resource.address, "attribute": "recovery_window_in_days", "msg": msg}
}

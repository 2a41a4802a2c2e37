# METADATA
# title: Database credentials rotate by themselves
# description: "A password that nobody has to remember can change often, so that a leaked one is soon worthless. Only
#   secrets that name a database are judged: most other keys cannot be rotated by AWS."
# related_resources:
# - https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
# custom:
#   id: SM-002
#   control: secret-rotation
#   severity: high
#   domain: least-privilege
#   resources: [aws_secretsmanager_secret]
#   attributes: [name, name_prefix, description, rotation.rotation_rules.automatically_after_days]
#   presence: [rotation]
#   controls:
#     aws-fsbp: ["SecretsManager.1"]
#     nist-800-53-r5: ["AC-2(1)", "AC-3(15)"]
#     pci-dss-4.0: ["3.5.1", "8.2.2", "8.3.10.1", "8.3.2", "8.3.5", "8.3.7", "8.3.9", "8.6.3"]
#     hipaa: ["164_308_a_4_ii_c"]
#   remediation: Add an `aws_secretsmanager_secret_rotation`, or let RDS keep the password with
#     `manage_master_user_password = true`.
#   parameters: [secretsmanager.rotation, secretsmanager.maximum_rotation_days]
package aws.secretsmanager.rotation

import rego.v1

import data.lib.numbers
import data.lib.values

deny contains finding if {
	data.parameters.secretsmanager.rotation
	some resource in input.resources.aws_secretsmanager_secret
	_for_database(resource)
	not values.is_set(resource, "rotation")
	msg := "the secret of a database is never rotated"
	finding := {"address": resource.address, "attribute": "rotation", "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_secretsmanager_secret
	days := numbers.number(resource.values.rotation.rotation_rules.automatically_after_days)
	maximum := data.parameters.secretsmanager.maximum_rotation_days
	days > maximum
	attribute := "rotation.rotation_rules.automatically_after_days"
	msg := sprintf("the secret is rotated every %d days, at most %d are allowed", [days, maximum])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_for_database(resource) if {
	some text in [
		object.get(resource.values, "name", ""),
		object.get(resource.values, "name_prefix", ""),
		object.get(resource.values, "description", ""),
	]
	regex.match(`(?i)(^|[^a-z])(db|database|rds|aurora|postgres(ql)?|mysql|mariadb)([^a-z]|$)`, text)
}

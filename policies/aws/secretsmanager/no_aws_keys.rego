# METADATA
# title: Secrets hold no AWS access keys
# description: A workload in AWS gets short-lived credentials from its role; a stored key lives until somebody
#   remembers to delete it.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
# custom:
#   id: SM-005
#   severity: high
#   domain: least-privilege
#   resources: [aws_secretsmanager_secret_version]
#   attributes: [secret_string]
#   remediation: Give the workload an `aws_iam_role`, and remove the key from the secret.
package aws.secretsmanager.no_aws_keys

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_secretsmanager_secret_version
	regex.match(`(^|[^A-Z0-9])AKIA[A-Z0-9]{16}($|[^A-Z0-9])`, resource.values.secret_string)
	finding := {"address": resource.address, "attribute": "secret_string", "msg": "the secret holds an AWS access key"}
}

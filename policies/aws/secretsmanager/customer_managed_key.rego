# METADATA
# title: Secrets are encrypted with a customer key
# description: With a key of your own, its policy decides who can read the secret, and its use is in your audit log.
# related_resources:
# - https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
# custom:
#   id: SM-001
#   control: secret-cmk
#   severity: medium
#   domain: encryption
#   resources: [aws_secretsmanager_secret]
#   attributes: []
#   presence: [kms_key_id]
#   remediation: Set `kms_key_id` to the ARN of an `aws_kms_key`.
#   parameters: [secretsmanager.customer_managed_key]
package aws.secretsmanager.customer_managed_key

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.secretsmanager.customer_managed_key
	some resource in input.resources.aws_secretsmanager_secret
	_aws_managed(resource)
	msg := "the secret is encrypted with the key that AWS manages"
	finding := {"address": resource.address, "attribute": "kms_key_id", "msg": msg}
}

_aws_managed(resource) if not values.is_set(resource, "kms_key_id")

_aws_managed(resource) if endswith(resource.values.kms_key_id, "alias/aws/secretsmanager")

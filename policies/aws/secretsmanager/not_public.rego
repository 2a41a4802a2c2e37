# METADATA
# title: Secret policies grant nothing to everybody
# description: A secret that every account may read is none.
# related_resources:
# - https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html
# custom:
#   id: SM-003
#   control: secret-not-public
#   severity: high
#   domain: least-privilege
#   resources: [aws_secretsmanager_secret, aws_secretsmanager_secret_policy]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].NotPrincipal",
#     "policy.Statement[].Condition"
#   ]
#   remediation: Name the roles in `Principal`, and set `block_public_policy = true` on the
#     `aws_secretsmanager_secret_policy`.
package aws.secretsmanager.not_public

import rego.v1

import data.lib.iam

deny contains finding if {
	some type in {"aws_secretsmanager_secret", "aws_secretsmanager_secret_policy"}
	some resource in input.resources[type]
	some index in iam.public(resource, "policy")
	attribute := iam.path("policy", index, "Principal")
	finding := {"address": resource.address, "attribute": attribute, "msg": "anybody may read the secret"}
}

# METADATA
# title: Key policies grant nothing to everybody
# description: Whoever may use the key may read what it protects, from any account.
# related_resources:
# - https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
# custom:
#   id: KMS-002
#   control: kms-not-public
#   severity: critical
#   domain: least-privilege
#   resources: [aws_kms_key, aws_kms_key_policy]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].NotPrincipal",
#     "policy.Statement[].Condition"
#   ]
#   controls:
#     aws-fsbp: ["KMS.5"]
#     iso27001-2022: ["A.8.1"]
#   remediation: Name the accounts and roles in `Principal`, or add a condition on `kms:CallerAccount`.
package aws.kms.not_public

import rego.v1

import data.lib.iam

deny contains finding if {
	some type in {"aws_kms_key", "aws_kms_key_policy"}
	some resource in input.resources[type]
	some index in iam.public(resource, "policy")
	attribute := iam.path("policy", index, "Principal")
	finding := {"address": resource.address, "attribute": attribute, "msg": "anybody may use the key"}
}

# METADATA
# title: Customer-managed policies do not allow decrypting with every key
# description: A workload needs its own keys; with all of them, one leak opens every encrypted store of the account.
# related_resources:
# - https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html
# custom:
#   id: KMS-004
#   control: kms-decrypt-managed-policy
#   severity: medium
#   domain: least-privilege
#   resources: [aws_iam_policy]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Action", "policy.Statement[].NotAction",
#     "policy.Statement[].Resource", "policy.Statement[].NotResource", "policy.Statement[].Condition"
#   ]
#   controls:
#     aws-fsbp: ["KMS.1"]
#     nist-800-53-r5: ["AC-2", "AC-2(1)", "AC-3", "AC-3(15)", "AC-3(7)", "AC-5", "AC-6", "AC-6(3)"]
#     pci-dss-4.0: [
#       "3.5.1.1", "3.5.1.3", "3.6.1", "3.6.1.2", "3.6.1.3", "3.6.1.4", "3.7.1", "3.7.2", "3.7.4", "3.7.6", "3.7.7",
#       "4.2.1.1", "7.2.1", "7.2.2", "7.2.3", "7.2.5", "7.3.1", "7.3.2", "7.3.3", "8.2.7", "8.2.8", "8.3.4"
#     ]
#   remediation: Name the keys in `Resource`, or add a condition on `kms:ViaService`, `kms:ResourceAliases` or
#     `aws:ResourceTag`.
package aws.kms.decrypt_any_key_managed

import rego.v1

import data.lib.iam

deny contains finding if {
	some policy in iam.managed
	some index, statement in policy.document.Statement
	some action in ["kms:Decrypt", "kms:ReEncryptFrom"]
	iam.allows(statement, action)
	iam.on_every(statement, "key")
	not iam.is_admin(statement)
	not iam.mentions(statement, {"kms:viaservice", "kms:resourcealiases", "kms:requestalias", "aws:resourcetag"})
	attribute := iam.path(policy.path, index, "Resource")
	msg := sprintf("%s is allowed with every key", [action])
	finding := {"address": policy.address, "attribute": attribute, "msg": msg}
}

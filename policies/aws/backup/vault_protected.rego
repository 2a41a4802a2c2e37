# METADATA
# title: Backups cannot be deleted by hand
# description: Ransomware deletes backups first; a vault lock, or a policy that denies it, takes that away from every
#   role.
# related_resources:
# - https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
# custom:
#   id: BAK-004
#   control: backup-recovery-point-manual-deletion
#   severity: medium
#   domain: resilience
#   resources: [aws_backup_vault]
#   attributes: ["policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].Action"]
#   presence: [lock_configuration]
#   remediation: Add `aws_backup_vault_lock_configuration`, or an `aws_backup_vault_policy` that denies
#     `backup:DeleteRecoveryPoint`.
#   parameters: [backup.vault_protection]
package aws.backup.vault_protected

import rego.v1

import data.lib.iam
import data.lib.values

deny contains finding if {
	data.parameters.backup.vault_protection
	some resource in input.resources.aws_backup_vault
	not values.is_set(resource, "lock_configuration")
	not _denied(resource)
	msg := "recovery points can be deleted: there is neither a lock nor a policy against it"
	finding := {"address": resource.address, "attribute": "lock_configuration", "msg": msg}
}

_denied(vault) if {
	some statement in vault.values.policy.Statement
	statement.Effect == "Deny"
	iam.for_anyone(statement)
	some pattern in statement.Action
	iam.covers(pattern, "backup:DeleteRecoveryPoint")
}

# not known yet: it may well deny
_denied(vault) if values.is_unknown(vault, "policy")

_denied(vault) if values.partly_unknown(vault, "policy")

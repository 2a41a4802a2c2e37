# METADATA
# title: Backup vaults use a KMS key of their own
# description: A vault with the key of the production data is lost together with that key.
# related_resources:
# - https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html
# custom:
#   id: BAK-001
#   control: backup-vault-encrypted
#   severity: medium
#   domain: encryption
#   resources: [aws_backup_vault]
#   attributes: []
#   presence: [kms_key_arn]
#   controls:
#     soc2: ["pi_1_5"]
#     iso27001-2022: ["A.8.24"]
#   remediation: Set `kms_key_arn = aws_kms_key.backup.arn`.
package aws.backup.vault_encryption

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_backup_vault
	not values.is_set(resource, "kms_key_arn")
	msg := "the vault is encrypted with the AWS managed key"
	finding := {"address": resource.address, "attribute": "kms_key_arn", "msg": msg}
}

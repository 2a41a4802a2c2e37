# METADATA
# title: EBS volumes and snapshot copies are encrypted
# description: Volumes outlive instances and are easily snapshotted, copied and attached elsewhere.
# related_resources:
# - https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
# custom:
#   id: EC2-002
#   control: ebs-volume-encrypted
#   severity: high
#   domain: encryption
#   resources: [aws_ebs_volume, aws_ebs_snapshot_copy]
#   attributes: [encrypted]
#   controls:
#     aws-fsbp: ["EC2.3"]
#     cis-aws-6.0: ["6.1.1"]
#     nist-800-53-r5: ["CA-9(1)", "CM-3(6)", "SC-13", "SC-28", "SC-28(1)", "SC-7(10)", "SI-7(6)"]
#     pci-dss-4.0: ["3.5.1", "8.3.2"]
#     hipaa: [
#       "164_308_a_1_ii_b", "164_308_a_4_ii_a", "164_312_a_2_iv", "164_312_c_1", "164_312_c_2", "164_312_e_2_ii"
#     ]
#     soc2: ["pi_1_5"]
#     gdpr: ["article_32"]
#     iso27001-2022: ["A.8.11", "A.8.24"]
#   remediation: Set `encrypted = true` and, where others need access, a `kms_key_id`.
package aws.ec2.volume_encrypted

import rego.v1

deny contains finding if {
	some type in {"aws_ebs_volume", "aws_ebs_snapshot_copy"}
	some resource in input.resources[type]
	not resource.values.encrypted
	not _by_default
	finding := {"address": resource.address, "attribute": "encrypted", "msg": "it is not encrypted"}
}

# volumes are encrypted by default where the account says so
_by_default if {
	some setting in input.resources.aws_ebs_encryption_by_default
	object.get(setting.values, "enabled", true)
}

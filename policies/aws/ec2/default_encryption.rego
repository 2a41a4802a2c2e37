# METADATA
# title: The account encrypts new volumes by default
# description: It also covers volumes that are made outside Terraform.
# related_resources:
# - https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html
# custom:
#   id: EC2-004
#   control: ebs-default-encryption
#   severity: high
#   domain: encryption
#   resources: [aws_ebs_encryption_by_default]
#   attributes: [enabled]
#   controls:
#     aws-fsbp: ["EC2.7"]
#     nist-800-53-r5: ["CA-9(1)", "CM-3(6)", "SC-13", "SC-28", "SC-28(1)", "SC-7(10)", "SI-7(6)"]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_4_ii_a", "164_312_a_2_iv", "164_312_e_2_ii"]
#     iso27001-2022: ["A.8.11", "A.8.24"]
#   remediation: Set `enabled = true`.
package aws.ec2.default_encryption

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_ebs_encryption_by_default
	resource.values.enabled == false
	msg := "new volumes are not encrypted by default"
	finding := {"address": resource.address, "attribute": "enabled", "msg": msg}
}

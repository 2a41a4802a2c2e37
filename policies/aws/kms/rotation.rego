# METADATA
# title: Customer keys rotate every year
# description: Rotation limits how much data one version of the key protects, and costs nothing but the setting.
# related_resources:
# - https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
# custom:
#   id: KMS-001
#   control: kms-rotation
#   severity: high
#   domain: encryption
#   resources: [aws_kms_key]
#   attributes: [enable_key_rotation, customer_master_key_spec, key_usage]
#   presence: [custom_key_store_id, xks_key_id]
#   controls:
#     aws-fsbp: ["KMS.4"]
#     cis-aws-6.0: ["4.6"]
#     nist-800-53-r5: ["SC-12", "SC-12(2)", "SC-28(3)"]
#     pci-dss-4.0: ["3.7.4", "3.7.5"]
#     hipaa: ["164_312_a_2_iv"]
#     soc2: ["pi_1_5"]
#     gdpr: ["article_25", "article_30"]
#     iso27001-2022: ["A.8.11", "A.8.24", "A.8.5"]
#   remediation: Set `enable_key_rotation = true`.
package aws.kms.rotation

import rego.v1

import data.lib.numbers
import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_kms_key
	_can_rotate(resource)
	not numbers.yes(object.get(resource.values, "enable_key_rotation", false))
	finding := {"address": resource.address, "attribute": "enable_key_rotation", "msg": "the key is never rotated"}
}

# AWS rotates symmetric keys whose material it holds.
_can_rotate(resource) if {
	object.get(resource.values, "customer_master_key_spec", "SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
	object.get(resource.values, "key_usage", "ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
	not values.is_set(resource, "custom_key_store_id")
	not values.is_set(resource, "xks_key_id")
}

# METADATA
# title: Certificate keys are long enough
# description: A 1024-bit RSA key can be broken, and whoever does can stand in for the site.
# related_resources:
# - https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html
# custom:
#   id: ACM-001
#   control: acm-key-length
#   severity: high
#   domain: encryption
#   resources: [aws_acm_certificate]
#   attributes: [key_algorithm]
#   controls:
#     aws-fsbp: ["ACM.2"]
#     pci-dss-4.0: ["3.7.1"]
#   remediation: Set `key_algorithm` to `"RSA_2048"`, the default, or `"EC_prime256v1"`.
package aws.acm.key_length

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_acm_certificate
	resource.values.key_algorithm == "RSA_1024"
	finding := {"address": resource.address, "attribute": "key_algorithm", "msg": "the key has 1024 bits"}
}

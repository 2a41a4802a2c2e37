# METADATA
# title: Certificates are in the public transparency log
# description: Browsers warn of a certificate that is not logged, and the log is how others' certificates for your
#   name come to light.
# related_resources:
# - https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html
# custom:
#   id: ACM-003
#   severity: low
#   domain: hygiene
#   resources: [aws_acm_certificate]
#   attributes: [options.certificate_transparency_logging_preference]
#   remediation: Remove `certificate_transparency_logging_preference = "DISABLED"`.
package aws.acm.transparency

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_acm_certificate
	resource.values.options.certificate_transparency_logging_preference == "DISABLED"
	attribute := "options.certificate_transparency_logging_preference"
	finding := {"address": resource.address, "attribute": attribute, "msg": "the certificate is not logged in public"}
}

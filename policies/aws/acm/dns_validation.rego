# METADATA
# title: Certificates are validated through DNS
# description: A certificate that is validated by mail renews only when somebody answers the mail in time.
# related_resources:
# - https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
# custom:
#   id: ACM-002
#   severity: medium
#   domain: resilience
#   resources: [aws_acm_certificate]
#   attributes: [validation_method]
#   remediation: Set `validation_method = "DNS"` and add the `aws_route53_record` it asks for.
package aws.acm.dns_validation

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_acm_certificate
	resource.values.validation_method == "EMAIL"
	msg := "the certificate does not renew without an answer to a mail"
	finding := {"address": resource.address, "attribute": "validation_method", "msg": msg}
}

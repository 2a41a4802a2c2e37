# METADATA
# title: Distributions use a certificate of their own
# description: The default certificate covers only *.cloudfront.net and allows TLS 1.0.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
# custom:
#   id: CF-005
#   control: cloudfront-custom-cert
#   severity: medium
#   domain: encryption
#   resources: [aws_cloudfront_distribution]
#   attributes: []
#   presence: [viewer_certificate.acm_certificate_arn, viewer_certificate.iam_certificate_id]
#   controls:
#     aws-fsbp: ["CloudFront.7"]
#     nist-800-53-r5: [
#       "AC-17(2)", "AC-4", "IA-5(1)", "SC-12(3)", "SC-13", "SC-23", "SC-23(3)", "SC-7(4)", "SC-8", "SC-8(1)",
#       "SC-8(2)", "SI-7(6)"
#     ]
#     pci-dss-4.0: [
#       "1.2.8", "1.3.1", "1.3.2", "1.4.2", "1.5.1", "3.5.1.1", "3.5.1.3", "3.6.1", "3.6.1.2", "3.6.1.3",
#       "3.6.1.4", "3.7.1", "3.7.2", "3.7.4", "3.7.6", "3.7.7", "4.2.1.1", "A1.1.3"
#     ]
#   remediation: Set `acm_certificate_arn` to a certificate in us-east-1, and `aliases`.
#   parameters: [cloudfront.custom_certificate]
package aws.cloudfront.custom_certificate

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.cloudfront.custom_certificate
	some resource in input.resources.aws_cloudfront_distribution
	not values.is_set(resource, "viewer_certificate.acm_certificate_arn")
	not values.is_set(resource, "viewer_certificate.iam_certificate_id")
	attribute := "viewer_certificate.acm_certificate_arn"
	msg := "the default certificate of CloudFront is used"
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

# METADATA
# title: Viewers need TLS 1.2 with current ciphers
# description: The policy decides the oldest protocol and the weakest cipher that the edge accepts.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
# custom:
#   id: CF-004
#   control: cloudfront-viewer-tls-policy
#   severity: medium
#   domain: encryption
#   resources: [aws_cloudfront_distribution]
#   attributes: [viewer_certificate.cloudfront_default_certificate, viewer_certificate.minimum_protocol_version]
#   controls:
#     aws-fsbp: ["CloudFront.15"]
#   remediation: Set `minimum_protocol_version = "TLSv1.2_2021"` or newer.
package aws.cloudfront.viewer_tls_policy

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_cloudfront_distribution

	# with the certificate of CloudFront the policy cannot be chosen
	certificate := resource.values.viewer_certificate
	not certificate.cloudfront_default_certificate
	policy := object.get(certificate, "minimum_protocol_version", "TLSv1")
	not policy in {"TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"}
	attribute := "viewer_certificate.minimum_protocol_version"
	msg := sprintf("the viewer policy is %s", [policy])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

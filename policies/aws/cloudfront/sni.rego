# METADATA
# title: HTTPS is served with SNI
# description: Dedicated IP addresses cost about 600 dollars a month and serve only clients from before 2010.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-https-dedicated-ip-or-sni.html
# custom:
#   id: CF-006
#   control: cloudfront-sni
#   severity: low
#   domain: cost
#   resources: [aws_cloudfront_distribution]
#   attributes: [viewer_certificate.ssl_support_method]
#   controls:
#     aws-fsbp: ["CloudFront.8"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2"]
#     pci-dss-4.0: ["1.2.5", "2.2.5"]
#   remediation: Set `ssl_support_method = "sni-only"`.
package aws.cloudfront.sni

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_cloudfront_distribution
	method := resource.values.viewer_certificate.ssl_support_method
	method in {"static-ip", "vip"}
	attribute := "viewer_certificate.ssl_support_method"
	msg := sprintf("HTTPS is served with dedicated IP addresses (%s)", [method])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

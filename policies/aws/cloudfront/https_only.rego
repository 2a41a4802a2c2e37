# METADATA
# title: Viewers are held to HTTPS
# description: Over plain HTTP anyone on the way reads cookies and tokens and changes what is delivered.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
# custom:
#   id: CF-001
#   control: cloudfront-https
#   severity: medium
#   domain: encryption
#   resources: [aws_cloudfront_distribution]
#   attributes: [
#     default_cache_behavior.viewer_protocol_policy, "ordered_cache_behavior[].path_pattern",
#     "ordered_cache_behavior[].viewer_protocol_policy"
#   ]
#   controls:
#     aws-fsbp: ["CloudFront.3"]
#     nist-800-53-r5: [
#       "AC-17(2)", "AC-4", "IA-5(1)", "SC-12(3)", "SC-13", "SC-23", "SC-23(3)", "SC-7(4)", "SC-8", "SC-8(1)",
#       "SC-8(2)", "SI-7(6)"
#     ]
#     pci-dss-4.0: ["1.2.5", "2.2.5", "2.2.7", "4.2.1", "4.2.1.1", "8.3.2"]
#     hipaa: ["164_308_a_4_ii_a", "164_312_e_1"]
#     gdpr: ["article_32"]
#   remediation: Set `viewer_protocol_policy = "redirect-to-https"`, for an API `"https-only"`, in every behaviour.
package aws.cloudfront.https_only

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_cloudfront_distribution
	resource.values.default_cache_behavior.viewer_protocol_policy == "allow-all"
	attribute := "default_cache_behavior.viewer_protocol_policy"
	finding := {"address": resource.address, "attribute": attribute, "msg": "plain HTTP is served"}
}

deny contains finding if {
	some resource in input.resources.aws_cloudfront_distribution
	some index, behavior in resource.values.ordered_cache_behavior
	behavior.viewer_protocol_policy == "allow-all"
	attribute := sprintf("ordered_cache_behavior[%d].viewer_protocol_policy", [index])
	msg := sprintf("plain HTTP is served for %s", [behavior.path_pattern])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

# METADATA
# title: Distributions name a root object
# description: Without one a request for "/" lists the objects of the origin bucket, or answers with an error.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html
# custom:
#   id: CF-009
#   control: cloudfront-root-object
#   severity: high
#   domain: hygiene
#   resources: [aws_cloudfront_distribution]
#   attributes: [default_root_object]
#   controls:
#     aws-fsbp: ["CloudFront.1"]
#     nist-800-53-r5: ["SC-7(11)", "SC-7(16)"]
#   remediation: Set `default_root_object = "index.html"`.
package aws.cloudfront.root_object

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_cloudfront_distribution
	object.get(resource.values, "default_root_object", "") == ""
	msg := "no default root object is set"
	finding := {"address": resource.address, "attribute": "default_root_object", "msg": msg}
}

# METADATA
# title: S3 origins are reached with an identity
# description: Without one the bucket has to be public, and viewers go round the CDN, its web ACL and its logs.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
# custom:
#   id: CF-010
#   control: cloudfront-oac
#   severity: medium
#   domain: least-privilege
#   resources: [aws_cloudfront_distribution]
#   attributes: ["origin[].origin_id", "origin[].custom_origin_config", "origin[].vpc_origin_config"]
#   presence: ["origin[].origin_access_control_id", "origin[].s3_origin_config.origin_access_identity"]
#   controls:
#     aws-fsbp: ["CloudFront.13"]
#     pci-dss-4.0: ["10.3.4"]
#   remediation: Set `origin_access_control_id` to an `aws_cloudfront_origin_access_control` and let the bucket policy
#     admit the distribution.
package aws.cloudfront.origin_access_control

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_cloudfront_distribution
	some index, origin in resource.values.origin
	not origin.custom_origin_config
	not origin.vpc_origin_config
	attribute := sprintf("origin[%d].origin_access_control_id", [index])
	object.get(origin, "origin_access_control_id", "") == ""
	not values.is_unknown(resource, attribute)
	not _identity(resource, index, origin)
	msg := sprintf("S3 origin %s has no origin access control", [origin.origin_id])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

# the older origin access identity is judged by a rule of its own
_identity(_, _, origin) if object.get(origin, ["s3_origin_config", "origin_access_identity"], "") != ""

_identity(resource, index, _) if values.partly_unknown(resource, sprintf("origin[%d].s3_origin_config", [index]))

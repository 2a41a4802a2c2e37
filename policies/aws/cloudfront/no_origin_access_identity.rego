# METADATA
# title: Origin access control replaces origin access identities
# description: Origin access identities cannot reach objects encrypted with KMS, nor newer regions, and the flat-rate
#   plans refuse them.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
# custom:
#   id: CF-011
#   severity: low
#   domain: hygiene
#   resources: [aws_cloudfront_distribution]
#   attributes: ["origin[].origin_id", "origin[].s3_origin_config"]
#   presence: ["origin[].s3_origin_config.origin_access_identity"]
#   remediation: Replace `s3_origin_config` by `origin_access_control_id`.
package aws.cloudfront.no_origin_access_identity

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_cloudfront_distribution
	some index, origin in resource.values.origin
	attribute := sprintf("origin[%d].s3_origin_config", [index])
	_identity(resource, attribute, origin)
	msg := sprintf("origin %s uses an origin access identity", [origin.origin_id])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_identity(_, _, origin) if object.get(origin, ["s3_origin_config", "origin_access_identity"], "") != ""

_identity(resource, attribute, _) if values.partly_unknown(resource, attribute)

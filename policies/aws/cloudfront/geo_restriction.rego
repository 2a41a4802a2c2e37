# METADATA
# title: Distributions are restricted to the countries they serve
# description: Where law or licence limits the audience, the edge is the place to enforce it; environments ask for it
#   explicitly.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
# custom:
#   id: CF-013
#   control: cloudfront-geo
#   severity: low
#   domain: least-privilege
#   resources: [aws_cloudfront_distribution]
#   attributes: [restrictions.geo_restriction.restriction_type]
#   remediation: Set `geo_restriction { restriction_type = "whitelist" }` with the `locations`.
#   parameters: [cloudfront.geo_restriction]
package aws.cloudfront.geo_restriction

import rego.v1

deny contains finding if {
	data.parameters.cloudfront.geo_restriction
	some resource in input.resources.aws_cloudfront_distribution
	object.get(resource.values, ["restrictions", "geo_restriction", "restriction_type"], "none") == "none"
	attribute := "restrictions.geo_restriction.restriction_type"
	finding := {"address": resource.address, "attribute": attribute, "msg": "every country is served"}
}

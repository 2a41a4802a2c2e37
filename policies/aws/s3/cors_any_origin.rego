# METADATA
# title: Only known sites may write through CORS
# description: With origin "*" any web page a user visits can drive uploads or deletions with the credentials or
#   signed URLs that the page gets hold of.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
# custom:
#   id: S3-022
#   severity: medium
#   domain: least-privilege
#   resources: [aws_s3_bucket]
#   attributes: ["cors_configuration.cors_rule[].allowed_methods", "cors_configuration.cors_rule[].allowed_origins"]
#   remediation: List the origins in `allowed_origins`.
package aws.s3.cors_any_origin

import rego.v1

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	some index, rule in bucket.values.cors_configuration.cors_rule
	"*" in rule.allowed_origins
	some method in rule.allowed_methods
	method in {"DELETE", "POST", "PUT"}
	attribute := sprintf("cors_configuration.cors_rule[%d].allowed_origins", [index])
	msg := sprintf("every origin may send %s", [method])
	finding := {"address": bucket.address, "attribute": attribute, "msg": msg}
}

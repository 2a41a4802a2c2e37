# METADATA
# title: Function URLs ask who is calling
# description: A URL without authorization lets the internet run the function at your cost.
# related_resources:
# - https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
# custom:
#   id: LMB-002
#   severity: high
#   domain: least-privilege
#   resources: [aws_lambda_function_url]
#   attributes: [authorization_type]
#   remediation: Set `authorization_type = "AWS_IAM"`, and put CloudFront with origin access control in front of a
#     public site.
package aws.lambda.function_url

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_lambda_function_url
	resource.values.authorization_type == "NONE"
	finding := {"address": resource.address, "attribute": "authorization_type", "msg": "anybody may call the function"}
}

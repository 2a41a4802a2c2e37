# METADATA
# title: Distributions serve from the regions the environment needs
# description: The wider price classes include the dearest edge locations; unset means all of them.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
# custom:
#   id: COST-012
#   severity: low
#   domain: cost
#   resources: [aws_cloudfront_distribution]
#   attributes: [price_class]
#   remediation: Set `price_class` to what the parameters of the environment allow.
#   parameters: [cost.maximum_price_class]
package aws.cost.price_class

import rego.v1

deny contains finding if {
	ceiling := data.parameters.cost.maximum_price_class
	some resource in input.resources.aws_cloudfront_distribution
	class := object.get(resource.values, "price_class", "PriceClass_All")
	_rank[class] > _rank[ceiling]
	msg := sprintf("%s is wider than %s", [class, ceiling])
	finding := {"address": resource.address, "attribute": "price_class", "msg": msg}
}

_rank := {"PriceClass_100": 1, "PriceClass_200": 2, "PriceClass_All": 3}

# METADATA
# title: Most of what is charged has a price
# description: A total that leaves out a good part says nothing of the budget. What has no price is counted, never taken as free.
# related_resources:
# - https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html
# custom:
#   id: COST-024
#   severity: low
#   domain: cost
#   resources: [tollgate_estimate]
#   attributes: []
#   presence: [counts]
#   remediation: Import the prices of the region with `tollgate prices import`; `tollgate prices check` says which are missing.
#   parameters: [cost.maximum_unpriced_percent]
package aws.cost.priced_share

import rego.v1

deny contains finding if {
	some estimate in input.resources.tollgate_estimate
	counts := estimate.values.counts
	missing := counts.unpriced + counts.unsupported
	charged := counts.priced + missing
	charged > 0
	missing * 100 > charged * data.parameters.cost.maximum_unpriced_percent
	msg := sprintf("%d of %d resources that are charged have no price, or not for everything", [missing, charged])
	finding := {"address": estimate.address, "attribute": "counts", "msg": msg}
}

# METADATA
# title: Nothing without a limit can cost twice the budget
# description: Transfer, logs and requests grow with whatever happens. Where a busy month costs more than twice the budget, something has to limit it.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html
# custom:
#   id: COST-022
#   severity: medium
#   domain: cost
#   resources: [tollgate_estimate]
#   attributes: []
#   presence: [monthly, unbounded]
#   remediation: Limit the largest driver (a CloudFront flat-rate plan, an autoscaling maximum, a lifecycle, a retention), or state the use that is really expected with `--usage`.
#   parameters: [cost.budget]
package aws.cost.bounded_drivers

import rego.v1

import data.lib.numbers

deny contains finding if {
	data.parameters.cost.budget
	some estimate in input.resources.tollgate_estimate
	high := estimate.values.monthly.high
	upper := data.parameters.cost.budget.upper
	numbers.number(high) > 2 * upper
	driver := estimate.values.unbounded[0]
	msg := sprintf("up to $%s a month, and nothing limits %s of %s (up to $%s)", [high, driver.component, driver.address, driver.high])
	finding := {"address": estimate.address, "attribute": "unbounded", "msg": msg}
}

# METADATA
# title: A change adds no more than a change may add
# description: A budget tells too late who spent it. A change that adds a lot should be a decision, with a waiver that names who took it.
# related_resources:
# - https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
# custom:
#   id: COST-023
#   severity: medium
#   domain: cost
#   resources: [tollgate_estimate]
#   attributes: []
#   presence: [before, change, largest_change]
#   remediation: Split the change, make the resource that adds most smaller, or waive this rule for the change, with an owner.
#   parameters: [cost.maximum_change, cost.maximum_change_percent]
package aws.cost.change_within_limits

import rego.v1

import data.lib.numbers

deny contains finding if {
	some estimate in input.resources.tollgate_estimate
	change := numbers.number(estimate.values.change.typical)
	before := numbers.number(estimate.values.before.typical)
	before > 0
	share := (before * data.parameters.cost.maximum_change_percent) / 100
	limit := max([data.parameters.cost.maximum_change, share])
	change > limit
	msg := sprintf("this change adds $%s to $%s a month, most of it by %s", [
		estimate.values.change.typical,
		estimate.values.before.typical,
		estimate.values.largest_change,
	])
	finding := {"address": estimate.address, "attribute": "change.typical", "msg": msg}
}

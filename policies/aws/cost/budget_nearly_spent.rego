# METADATA
# title: A tenth of the budget is left
# description: From nine tenths on there is no room for a busy month.
# related_resources:
# - https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
# custom:
#   id: COST-020
#   severity: low
#   domain: cost
#   resources: [tollgate_estimate]
#   attributes: []
#   presence: [monthly]
#   advisory: true
#   remediation: Look at what `tollgate cost --advice` proposes before the next addition.
#   parameters: [cost.budget]
package aws.cost.budget_nearly_spent

import rego.v1

import data.lib.numbers

deny contains finding if {
	data.parameters.cost.budget
	some estimate in input.resources.tollgate_estimate
	typical := estimate.values.monthly.typical
	upper := data.parameters.cost.budget.upper
	numbers.number(typical) <= upper
	numbers.number(typical) * 10 >= upper * 9
	msg := sprintf("about $%s a month of a budget of $%v", [typical, upper])
	finding := {"address": estimate.address, "attribute": "monthly.typical", "msg": msg}
}

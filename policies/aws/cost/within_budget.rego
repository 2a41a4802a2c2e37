# METADATA
# title: The environment costs no more than its budget
# description: A budget that is checked after the fact has been spent by then. What is judged is the typical use.
# related_resources:
# - https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
# custom:
#   id: COST-019
#   severity: high
#   domain: cost
#   resources: [tollgate_estimate]
#   attributes: []
#   presence: [monthly, largest]
#   remediation: Make the largest resource smaller (`tollgate cost --advice` says which, and at what price), or raise `cost.budget.upper` of the environment.
#   parameters: [cost.budget]
package aws.cost.within_budget

import rego.v1

import data.lib.numbers

deny contains finding if {
	data.parameters.cost.budget
	some estimate in input.resources.tollgate_estimate
	typical := estimate.values.monthly.typical
	upper := data.parameters.cost.budget.upper
	numbers.number(typical) > upper
	msg := sprintf("about $%s a month, the budget is $%v; most of it is %s", [typical, upper, estimate.values.largest])
	finding := {"address": estimate.address, "attribute": "monthly.typical", "msg": msg}
}

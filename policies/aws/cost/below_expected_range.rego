# METADATA
# title: The environment costs as much as was expected
# description: Less than the lower end of the range means that the range is generous, or that something is missing.
# related_resources:
# - https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
# custom:
#   id: COST-021
#   severity: low
#   domain: cost
#   resources: [tollgate_estimate]
#   attributes: []
#   presence: [monthly]
#   advisory: true
#   remediation: Lower `cost.budget.lower` of the environment, or look for what is not there.
#   parameters: [cost.budget]
package aws.cost.below_expected_range

import rego.v1

import data.lib.numbers

deny contains finding if {
	data.parameters.cost.budget
	some estimate in input.resources.tollgate_estimate
	typical := estimate.values.monthly.typical
	lower := data.parameters.cost.budget.lower
	numbers.number(typical) < lower
	msg := sprintf("about $%s a month, and at least $%v were expected", [typical, lower])
	finding := {"address": estimate.address, "attribute": "monthly.typical", "msg": msg}
}

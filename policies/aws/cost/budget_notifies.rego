# METADATA
# title: Budgets notify somebody
# description: A budget without a notification is a number on a page.
# related_resources:
# - https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
# custom:
#   id: COST-018
#   severity: low
#   domain: cost
#   resources: [aws_budgets_budget]
#   attributes: []
#   presence: [notification]
#   remediation: Add a `notification` block.
package aws.cost.budget_notifies

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_budgets_budget
	not values.is_set(resource, "notification")
	finding := {"address": resource.address, "attribute": "notification", "msg": "the budget notifies nobody"}
}

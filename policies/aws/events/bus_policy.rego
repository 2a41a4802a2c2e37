# METADATA
# title: Event buses admit only trusted accounts
# description: Whoever may put events on a bus can set off whatever its rules start.
# related_resources:
# - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/eventbridge-controls.html
# custom:
#   id: EVB-001
#   control: events-bus-cross-account
#   severity: high
#   domain: least-privilege
#   resources: [aws_cloudwatch_event_bus_policy, aws_cloudwatch_event_permission]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].NotPrincipal",
#     "policy.Statement[].Condition", principal, condition
#   ]
#   remediation: Name the accounts in `Principal`, or add a condition on `aws:PrincipalOrgID`.
package aws.events.bus_policy

import rego.v1

import data.lib.iam
import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_cloudwatch_event_bus_policy
	some index in iam.public(resource, "policy")
	attribute := iam.path("policy", index, "Principal")
	finding := {"address": resource.address, "attribute": attribute, "msg": "any account may use the event bus"}
}

deny contains finding if {
	some resource in input.resources.aws_cloudwatch_event_permission
	resource.values.principal == "*"
	not resource.values.condition.key == "aws:PrincipalOrgID"
	not values.is_unknown(resource, "condition.key")
	finding := {"address": resource.address, "attribute": "principal", "msg": "any account may put events on the bus"}
}

# METADATA
# title: Log policies grant nothing to everyone
# description: Whoever may write to your log groups can flood them, or plant entries that mislead an investigation.
# related_resources:
# - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
# custom:
#   id: CW-004
#   control: logs-not-public
#   severity: high
#   domain: least-privilege
#   resources: [aws_cloudwatch_log_resource_policy]
#   attributes: [
#     "policy_document.Statement[].Effect", "policy_document.Statement[].Principal",
#     "policy_document.Statement[].NotPrincipal", "policy_document.Statement[].Condition"
#   ]
#   controls:
#     soc2: ["pi_1_4"]
#     iso27001-2022: ["A.8.15", "A.8.16"]
#   remediation: Name the service or account in `Principal`, with `aws:SourceAccount` or `aws:SourceArn`.
package aws.cloudwatch.log_policy_public

import rego.v1

import data.lib.iam

deny contains finding if {
	some resource in input.resources.aws_cloudwatch_log_resource_policy
	some index in iam.public(resource, "policy_document")
	statement := resource.values.policy_document.Statement[index]
	some key in {"Principal", "NotPrincipal"}
	statement[key]
	attribute := iam.path("policy_document", index, key)
	msg := "everybody is granted access: the principal is not narrowed by a condition"
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

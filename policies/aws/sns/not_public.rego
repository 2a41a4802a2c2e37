# METADATA
# title: Topic policies grant nothing to everybody
# description: Strangers could read the messages by subscribing, or publish their own.
# related_resources:
# - https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
# custom:
#   id: SNS-002
#   control: sns-not-public
#   severity: high
#   domain: least-privilege
#   resources: [aws_sns_topic, aws_sns_topic_policy]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].NotPrincipal",
#     "policy.Statement[].Condition"
#   ]
#   controls:
#     aws-fsbp: ["SNS.4"]
#     iso27001-2022: ["A.8.1"]
#   remediation: Name the accounts or services in `Principal`, or add a condition on `aws:SourceAccount` or
#     `aws:SourceArn`.
package aws.sns.not_public

import rego.v1

import data.lib.iam

deny contains finding if {
	some type in {"aws_sns_topic", "aws_sns_topic_policy"}
	some resource in input.resources[type]
	some index in iam.public(resource, "policy")
	attribute := iam.path("policy", index, "Principal")
	finding := {"address": resource.address, "attribute": attribute, "msg": "anybody may use the topic"}
}

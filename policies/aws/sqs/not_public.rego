# METADATA
# title: Queue policies grant nothing to everybody
# description: Strangers could read and delete the messages, or send their own.
# related_resources:
# - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
# custom:
#   id: SQS-002
#   severity: high
#   domain: least-privilege
#   resources: [aws_sqs_queue, aws_sqs_queue_policy]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].NotPrincipal",
#     "policy.Statement[].Condition"
#   ]
#   remediation: Name the accounts or services in `Principal`, or add a condition on `aws:SourceArn`.
package aws.sqs.not_public

import rego.v1

import data.lib.iam

deny contains finding if {
	some type in {"aws_sqs_queue", "aws_sqs_queue_policy"}
	some resource in input.resources[type]
	some index in iam.public(resource, "policy")
	attribute := iam.path("policy", index, "Principal")
	finding := {"address": resource.address, "attribute": attribute, "msg": "anybody may use the queue"}
}

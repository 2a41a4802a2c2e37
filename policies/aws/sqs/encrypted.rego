# METADATA
# title: Queues are encrypted at rest
# description: Messages wait in the queue for up to 14 days; AWS encrypts new queues unless that is switched off.
# related_resources:
# - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
# custom:
#   id: SQS-001
#   severity: high
#   domain: encryption
#   resources: [aws_sqs_queue]
#   attributes: [sqs_managed_sse_enabled]
#   presence: [kms_master_key_id]
#   remediation: Remove `sqs_managed_sse_enabled = false`, or set `kms_master_key_id`.
package aws.sqs.encrypted

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_sqs_queue
	resource.values.sqs_managed_sse_enabled == false
	not values.is_set(resource, "kms_master_key_id")
	msg := "encryption of the queue is switched off"
	finding := {"address": resource.address, "attribute": "sqs_managed_sse_enabled", "msg": msg}
}

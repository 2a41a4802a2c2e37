# METADATA
# title: Resource policies do not allow everybody but a few
# description: "`NotPrincipal` with Allow grants access to every other account, and to callers who have not signed
#   in."
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
# custom:
#   id: IAM-008
#   severity: high
#   domain: least-privilege
#   resources: [
#     aws_s3_bucket, aws_s3_bucket_policy, aws_kms_key, aws_kms_key_policy, aws_sns_topic, aws_sns_topic_policy,
#     aws_sqs_queue, aws_sqs_queue_policy, aws_secretsmanager_secret, aws_secretsmanager_secret_policy,
#     aws_ecr_repository, aws_ecr_repository_policy
#   ]
#   attributes: ["policy.Statement[].Effect", "policy.Statement[].NotPrincipal"]
#   remediation: Use `Principal` with those who need access, or Deny with a condition on `aws:PrincipalArn`.
package aws.iam.no_not_principal

import rego.v1

import data.lib.iam

deny contains finding if {
	some type in _types
	some resource in input.resources[type]
	some index, statement in resource.values.policy.Statement
	statement.Effect == "Allow"
	statement.NotPrincipal
	attribute := iam.path("policy", index, "NotPrincipal")
	msg := "everybody but the listed principals is allowed"
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_types := {
	"aws_ecr_repository", "aws_ecr_repository_policy",
	"aws_kms_key", "aws_kms_key_policy",
	"aws_s3_bucket", "aws_s3_bucket_policy",
	"aws_secretsmanager_secret", "aws_secretsmanager_secret_policy",
	"aws_sns_topic", "aws_sns_topic_policy",
	"aws_sqs_queue", "aws_sqs_queue_policy",
}

# METADATA
# title: Other accounts cannot take control of a bucket
# description: With these actions another account could open the bucket further, lock its owner out, or make objects
#   unreadable.
# related_resources:
# - https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6
# custom:
#   id: S3-008
#   control: s3-cross-account
#   severity: high
#   domain: least-privilege
#   resources: [aws_s3_bucket, aws_s3_bucket_policy]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].Action",
#     "policy.Statement[].NotAction"
#   ]
#   controls:
#     aws-fsbp: ["S3.6"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2"]
#     pci-dss-4.0: [
#       "10.6.3", "7.2.1", "7.2.2", "7.2.5", "7.2.6", "7.3.1", "7.3.2", "7.3.3", "8.2.7", "8.2.8", "8.3.4"
#     ]
#   remediation: Grant other accounts only the object actions they need.
package aws.s3.cross_account_control

import rego.v1

import data.lib.iam

deny contains finding if {
	some type in {"aws_s3_bucket", "aws_s3_bucket_policy"}
	some resource in input.resources[type]
	some index, statement in resource.values.policy.Statement
	some account in _foreign(statement)
	some action in _actions
	iam.allows(statement, action)
	msg := sprintf("account %s may call %s", [account, action])
	finding := {"address": resource.address, "attribute": iam.path("policy", index, "Action"), "msg": msg}
}

_foreign(statement) := {account |
	some principal in statement.Principal.AWS
	some account in regex.find_n(`[0-9]{12}`, principal, 1)
	account != input.context.account
}

_actions := [
	"s3:DeleteBucketPolicy",
	"s3:PutBucketAcl",
	"s3:PutBucketPolicy",
	"s3:PutEncryptionConfiguration",
	"s3:PutObjectAcl",
]

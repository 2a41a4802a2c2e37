# METADATA
# title: No bucket policy lets everyone write
# description: Anyone could plant, replace or delete objects that your users and services trust.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
# custom:
#   id: S3-007
#   control: s3-no-public-write-policy
#   severity: critical
#   domain: least-privilege
#   resources: [aws_s3_bucket, aws_s3_bucket_policy]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].NotPrincipal",
#     "policy.Statement[].Action", "policy.Statement[].NotAction", "policy.Statement[].Condition"
#   ]
#   controls:
#     aws-fsbp: ["S3.3"]
#     nist-800-53-r5: [
#       "AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(20)",
#       "SC-7(21)", "SC-7(3)", "SC-7(4)", "SC-7(9)"
#     ]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_3_i", "164_312_a_1"]
#     iso27001-2022: ["A.8.1"]
#   remediation: Name the principals, or narrow `"*"` by `aws:PrincipalOrgID`, `aws:SourceArn` or `aws:SourceVpce`;
#     publish through CloudFront with origin access control.
#   waivable: false
package aws.s3.public_write_policy

import rego.v1

import data.lib.iam

deny contains finding if {
	some type in {"aws_s3_bucket", "aws_s3_bucket_policy"}
	some resource in input.resources[type]
	some index in iam.public(resource, "policy")
	statement := resource.values.policy.Statement[index]
	some action in _actions
	iam.allows(statement, action)
	some key in {"Principal", "NotPrincipal"}
	statement[key]
	msg := "everybody may write: the principal is not narrowed by a condition"
	finding := {"address": resource.address, "attribute": iam.path("policy", index, key), "msg": msg}
}

_actions := [
	"s3:PutObject",
	"s3:DeleteObject",
	"s3:PutObjectAcl",
	"s3:PutBucketPolicy",
	"s3:PutBucketAcl",
	"s3:DeleteBucket",
]

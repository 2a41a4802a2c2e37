# METADATA
# title: No bucket policy lets everyone read
# description: Whoever knows or guesses the name downloads every object; crawlers look for exactly this.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html
# custom:
#   id: S3-006
#   control: s3-no-public-read
#   severity: critical
#   domain: least-privilege
#   resources: [aws_s3_bucket, aws_s3_bucket_policy]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].NotPrincipal",
#     "policy.Statement[].Action", "policy.Statement[].NotAction", "policy.Statement[].Condition"
#   ]
#   controls:
#     aws-fsbp: ["S3.2"]
#     nist-800-53-r5: [
#       "AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(20)",
#       "SC-7(21)", "SC-7(3)", "SC-7(4)", "SC-7(9)"
#     ]
#     pci-dss-4.0: [
#       "1.2.8", "1.3.1", "1.3.2", "1.4.2", "1.5.1", "10.3.2", "10.3.3", "10.3.4", "3.5.1.3", "A1.1.2", "A1.1.3",
#       "A1.2.1", "A3.4.1"
#     ]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_3_i", "164_312_a_1", "164_312_a_2_i"]
#     soc2: ["cc_6_1"]
#     iso27001-2022: ["A.8.1"]
#   remediation: Name the principals, or narrow `"*"` by `aws:PrincipalOrgID`, `aws:SourceArn` or `aws:SourceVpce`;
#     publish through CloudFront with origin access control.
package aws.s3.public_read_policy

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
	msg := "everybody may read: the principal is not narrowed by a condition"
	finding := {"address": resource.address, "attribute": iam.path("policy", index, key), "msg": msg}
}

_actions := [
	"s3:GetObject",
	"s3:GetObjectVersion",
	"s3:ListBucket",
	"s3:ListBucketVersions",
]

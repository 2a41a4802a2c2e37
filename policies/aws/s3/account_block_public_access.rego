# METADATA
# title: The account blocks public access to every bucket
# description: The switches of the account also cover buckets that are made outside Terraform.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/configuring-block-public-access-account.html
# custom:
#   id: S3-002
#   control: s3-account-bpa
#   severity: high
#   domain: least-privilege
#   resources: [aws_s3_account_public_access_block]
#   attributes: [block_public_acls, block_public_policy, ignore_public_acls, restrict_public_buckets]
#   controls:
#     aws-fsbp: ["S3.1"]
#     cis-aws-6.0: ["3.1.4"]
#     nist-800-53-r5: [
#       "AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(20)",
#       "SC-7(21)", "SC-7(3)", "SC-7(4)", "SC-7(9)"
#     ]
#     pci-dss-4.0: ["1.2.8", "1.3.1", "1.3.2", "1.4.2", "1.5.1", "10.3.2", "3.5.1.3", "A1.1.2", "A1.1.3", "A3.4.1"]
#     hipaa: ["164_308_a_1_ii_b", "164_308_a_3_i"]
#     iso27001-2022: ["A.8.1"]
#   remediation: Set all four arguments to `true`.
package aws.s3.account_block_public_access

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_s3_account_public_access_block
	some flag, on in {
		"block_public_acls": object.get(resource.values, "block_public_acls", false),
		"block_public_policy": object.get(resource.values, "block_public_policy", false),
		"ignore_public_acls": object.get(resource.values, "ignore_public_acls", false),
		"restrict_public_buckets": object.get(resource.values, "restrict_public_buckets", false),
	}
	not on
	finding := {"address": resource.address, "attribute": flag, "msg": sprintf("%s is off", [flag])}
}

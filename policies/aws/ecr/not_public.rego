# METADATA
# title: Repository policies grant nothing to everybody
# description: Images hold the code, and sometimes more; whoever may push decides what runs.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
# custom:
#   id: ECR-004
#   severity: high
#   domain: least-privilege
#   resources: [aws_ecr_repository, aws_ecr_repository_policy]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].NotPrincipal",
#     "policy.Statement[].Condition"
#   ]
#   remediation: Name the accounts in `Principal`, or add a condition on `aws:PrincipalOrgID`.
package aws.ecr.not_public

import rego.v1

import data.lib.iam

deny contains finding if {
	some type in {"aws_ecr_repository", "aws_ecr_repository_policy"}
	some resource in input.resources[type]
	some index in iam.public(resource, "policy")
	attribute := iam.path("policy", index, "Principal")
	finding := {"address": resource.address, "attribute": attribute, "msg": "anybody may use the repository"}
}

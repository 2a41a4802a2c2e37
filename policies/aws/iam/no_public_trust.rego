# METADATA
# title: Roles do not trust everybody
# description: A role that any AWS account may assume gives its rights to strangers; an external id is not a secret
#   and does not change that.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
# custom:
#   id: IAM-013
#   severity: critical
#   domain: least-privilege
#   resources: [aws_iam_role]
#   attributes: [
#     "assume_role_policy.Statement[].Effect", "assume_role_policy.Statement[].Principal",
#     "assume_role_policy.Statement[].NotPrincipal", "assume_role_policy.Statement[].Condition"
#   ]
#   remediation: Name the accounts or roles in `Principal`, or add a condition on `aws:PrincipalOrgID` or
#     `aws:PrincipalArn`.
package aws.iam.no_public_trust

import rego.v1

import data.lib.iam

deny contains finding if {
	some resource in input.resources.aws_iam_role
	some index in iam.public(resource, "assume_role_policy")
	attribute := iam.path("assume_role_policy", index, "Principal")
	finding := {"address": resource.address, "attribute": attribute, "msg": "any AWS account may assume the role"}
}

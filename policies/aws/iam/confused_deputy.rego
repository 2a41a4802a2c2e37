# METADATA
# title: Roles for AWS services name the account that the service works for
# description: A service works for many accounts; without the condition somebody else's resource may make it use your
#   role. Judged are services that act on their own behalf and document the condition; EC2, Lambda and ECS tasks run
#   the account's own code.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
# custom:
#   id: IAM-014
#   control: iam-role-confused-deputy
#   severity: high
#   domain: least-privilege
#   resources: [aws_iam_role]
#   attributes: [
#     "assume_role_policy.Statement[].Effect", "assume_role_policy.Statement[].Principal.Service",
#     "assume_role_policy.Statement[].Condition"
#   ]
#   remediation: Add a condition `StringEquals` on `aws:SourceAccount`, or `ArnLike` on `aws:SourceArn`, to the trust
#     statement.
#   parameters: [iam.guarded_services]
package aws.iam.confused_deputy

import rego.v1

import data.lib.iam

deny contains finding if {
	some resource in input.resources.aws_iam_role
	some index, statement in resource.values.assume_role_policy.Statement
	statement.Effect == "Allow"
	some service in statement.Principal.Service
	service in data.parameters.iam.guarded_services
	not iam.narrowed(statement)
	not iam.undecided(resource, "assume_role_policy", index)
	attribute := iam.path("assume_role_policy", index, "Condition")
	msg := sprintf("%s may use the role for any account", [service])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

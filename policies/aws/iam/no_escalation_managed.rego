# METADATA
# title: Customer-managed policies open no way to more rights
# description: Some actions, alone or together, let their holder grant themselves anything else; a policy with them is
#   an administrator's in disguise.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
# custom:
#   id: IAM-010
#   control: iam-no-privesc-managed
#   severity: high
#   domain: least-privilege
#   resources: [aws_iam_policy]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Action", "policy.Statement[].NotAction",
#     "policy.Statement[].Resource", "policy.Statement[].NotResource", "policy.Statement[].Condition"
#   ]
#   remediation: Name the roles, users or policies in `Resource`, or require a boundary with a condition on
#     `iam:PermissionsBoundary`.
package aws.iam.no_escalation_managed

import rego.v1

import data.lib.escalation
import data.lib.iam

deny contains finding if {
	some policy in iam.managed
	ways := escalation.ways(policy.document)
	count(ways) > 0
	attribute := sprintf("%s.Statement", [policy.path])
	msg := sprintf("%d way(s) to more rights, the first of them %s", [count(ways), ways[0]])
	finding := {"address": policy.address, "attribute": attribute, "msg": msg}
}

# METADATA
# title: Roles for an identity provider name the subject
# description: GitHub, GitLab and others sign tokens for all their users; a trust policy that does not check whose
#   token it is lets any repository in.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
# custom:
#   id: IAM-015
#   severity: high
#   domain: least-privilege
#   resources: [aws_iam_role]
#   attributes: [
#     "assume_role_policy.Statement[].Effect", "assume_role_policy.Statement[].Action",
#     "assume_role_policy.Statement[].Principal.Federated", "assume_role_policy.Statement[].Condition"
#   ]
#   remediation: Add a condition on `<provider>:sub` that names the repository and branch, such as
#     `repo:acme/app:ref:refs/heads/main`.
package aws.iam.oidc_subject

import rego.v1

import data.lib.iam

deny contains finding if {
	some resource in input.resources.aws_iam_role
	some index, statement in resource.values.assume_role_policy.Statement
	iam.allows(statement, "sts:AssumeRoleWithWebIdentity")
	some provider in statement.Principal.Federated
	not _names_subject(statement)
	not iam.undecided(resource, "assume_role_policy", index)
	attribute := iam.path("assume_role_policy", index, "Condition")
	msg := sprintf("any subject that %s signs for may assume the role", [_name(provider)])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_names_subject(statement) if {
	some operator, keys in statement.Condition
	lower(operator) in {
		"stringequals", "stringlike", "stringequalsignorecase",
		"foranyvalue:stringequals", "foranyvalue:stringlike",
	}
	some key, subjects in keys
	regex.match(`(?i):(sub|aud|app_id|repository|repository_id|job_workflow_ref)$`, key)
	not _audience_of_many(key)
	count(subjects) > 0
	every subject in subjects { not regex.match(`^([a-z_]+:)?[*?:/]*$`, subject) }
}

# Only Amazon Cognito and Google give each client an audience of its own; elsewhere it is the same for all.
_audience_of_many(key) if {
	regex.match(`(?i):aud$`, key)
	provider := trim_suffix(lower(key), ":aud")
	not provider in {"cognito-identity.amazonaws.com", "accounts.google.com"}
}

_name(provider) := regex.replace(provider, `^arn:.*:oidc-provider/`, "")

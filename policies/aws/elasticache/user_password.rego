# METADATA
# title: Redis users need a password or IAM
# description: A user without a password is AUTH in name only.
# related_resources:
# - https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
# custom:
#   id: REDIS-014
#   severity: high
#   domain: least-privilege
#   resources: [aws_elasticache_user]
#   attributes: [access_string, authentication_mode.type, no_password_required, user_name]
#   remediation: Use `authentication_mode { type = "iam" }`, or passwords from Secrets Manager.
package aws.elasticache.user_password

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_elasticache_user
	_open(resource)

	# a user that is switched off may be without one
	not startswith(trim_space(resource.values.access_string), "off")
	msg := sprintf("user %s needs no password", [resource.values.user_name])
	finding := {"address": resource.address, "attribute": "no_password_required", "msg": msg}
}

_open(resource) if resource.values.no_password_required

_open(resource) if resource.values.authentication_mode.type == "no-password-required"

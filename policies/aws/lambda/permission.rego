# METADATA
# title: Functions can be called by named callers only
# description: A permission without an account or a source lets anybody run the function, themselves or through a
#   service that works for everybody.
# related_resources:
# - https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
# custom:
#   id: LMB-001
#   severity: high
#   domain: least-privilege
#   resources: [aws_lambda_function, aws_lambda_permission]
#   attributes: ["permission[].principal", principal]
#   presence: [
#     "permission[].source_arn", "permission[].source_account", "permission[].principal_org_id",
#     "permission[].event_source_token", source_arn, source_account, principal_org_id, event_source_token
#   ]
#   remediation: Add `source_arn` or `source_account` to the `aws_lambda_permission`, or name an account as
#     `principal`.
package aws.lambda.permission

import rego.v1

import data.lib.values

deny contains finding if {
	some permission in _permissions
	_open_to_all(permission.block.principal)
	not _narrowed(permission)
	attribute := concat("", [permission.path, "principal"])
	msg := sprintf("%s may call the function for any account", [_caller(permission.block.principal)])
	finding := {"address": permission.resource.address, "attribute": attribute, "msg": msg}
}

_permissions contains permission if {
	some resource in input.resources.aws_lambda_function
	some index, block in resource.values.permission
	permission := {"resource": resource, "path": sprintf("permission[%d].", [index]), "block": block}
}

_permissions contains permission if {
	some resource in input.resources.aws_lambda_permission
	permission := {"resource": resource, "path": "", "block": resource.values}
}

_open_to_all(principal) if principal == "*"

_open_to_all(principal) if endswith(principal, ".amazonaws.com")

_caller(principal) := "anybody" if principal == "*"

_caller(principal) := principal if principal != "*"

_narrowed(permission) if {
	some name in _sources
	permission.block[name]
}

_narrowed(permission) if {
	some name in _sources
	values.is_unknown(permission.resource, concat("", [permission.path, name]))
}

_sources := {"source_arn", "source_account", "principal_org_id", "event_source_token"}

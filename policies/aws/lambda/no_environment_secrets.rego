# METADATA
# title: Function environments hold no credentials
# description: The environment can be read by everybody who may describe the function.
# related_resources:
# - https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
# custom:
#   id: LMB-003
#   severity: critical
#   domain: least-privilege
#   resources: [aws_lambda_function]
#   attributes: [environment.variables]
#   remediation: Move the value to Secrets Manager, and let the function read it with its role.
package aws.lambda.no_environment_secrets

import rego.v1

import data.lib.secrets

deny contains finding if {
	some resource in input.resources.aws_lambda_function
	some name, value in resource.values.environment.variables
	secrets.is_secret(name, value)
	attribute := sprintf("environment.variables.%s", [name])
	msg := sprintf("the variable %s holds a credential in the clear", [name])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

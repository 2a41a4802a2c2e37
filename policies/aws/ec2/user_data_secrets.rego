# METADATA
# title: User data holds no credentials
# description: User data is readable from the instance, by everyone who may describe it, and stands in the state.
# related_resources:
# - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
# custom:
#   id: EC2-011
#   severity: high
#   domain: least-privilege
#   resources: [aws_instance, aws_launch_template, aws_launch_configuration]
#   attributes: [user_data, user_data_base64]
#   remediation: Let the instance fetch secrets from Secrets Manager with its role.
package aws.ec2.user_data_secrets

import rego.v1

deny contains finding if {
	some type in {"aws_instance", "aws_launch_template", "aws_launch_configuration"}
	some resource in input.resources[type]
	some attribute, text in _texts(resource)
	some kind, pattern in _patterns
	regex.match(pattern, text)

	# what was found is never printed
	finding := {"address": resource.address, "attribute": attribute, "msg": sprintf("it seems to hold %s", [kind])}
}

_texts(resource) := object.union_n([
	{"user_data": text | text := resource.values.user_data},
	{"user_data": text | text := _decoded(resource.values.user_data)},
	{"user_data_base64": text | text := _decoded(resource.values.user_data_base64)},
])

_decoded(text) := base64.decode(text) if {
	count(text) > 7
	regex.match(`^[A-Za-z0-9+/]+={0,2}$`, text)
	base64.is_valid(text)
}

_patterns := {
	"an AWS access key": `\b(AKIA|ASIA)[0-9A-Z]{16}\b`,
	"an AWS secret key": `(?i)aws_secret_access_key\s*[=:]\s*['"]?[A-Za-z0-9/+]{30,}`,
	"a private key": `-----BEGIN ([A-Z]+ )?PRIVATE KEY-----`,
	"a password or token": `(?i)(password|passwd|secret|token|api_?key)['"]?\s*[=:]\s*['"]?[A-Za-z0-9!@#%^&*_+/.-]{8,}`,
}

# METADATA
# title: Passwords are long
# description: Length is what makes a password hard to guess.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   id: IAM-017
#   control: iam-password-length
#   severity: medium
#   domain: least-privilege
#   resources: [aws_iam_account_password_policy]
#   attributes: [minimum_password_length]
#   controls:
#     cis-aws-6.0: ["2.7"]
#     hipaa: ["164_308_a_5_ii_d"]
#     gdpr: ["article_25"]
#     iso27001-2022: ["A.5.15"]
#   remediation: Set `minimum_password_length = 14` or more.
#   parameters: [iam.password_minimum_length]
package aws.iam.password_length

import rego.v1

import data.lib.iam
import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_iam_account_password_policy
	length := numbers.number(object.get(resource.values, "minimum_password_length", 6))
	minimum := data.parameters.iam.password_minimum_length
	length < minimum
	msg := sprintf("passwords of %d characters are accepted, at least %d are required", [length, minimum])
	finding := {"address": resource.address, "attribute": "minimum_password_length", "msg": msg}
}

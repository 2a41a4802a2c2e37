# METADATA
# title: Passwords mix kinds of characters
# description: Where length alone is not enforced elsewhere, frameworks ask for letters of both cases, numbers and
#   symbols.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   id: IAM-020
#   control: iam-password-complexity
#   severity: medium
#   domain: least-privilege
#   resources: [aws_iam_account_password_policy]
#   attributes: [require_lowercase_characters, require_uppercase_characters, require_numbers, require_symbols]
#   controls:
#     aws-fsbp: ["IAM.7"]
#     nist-800-53-r5: ["AC-2(1)", "AC-2(3)", "AC-3(15)", "IA-5(1)"]
#     hipaa: ["164_308_a_5_ii_d"]
#     gdpr: ["article_25"]
#     iso27001-2022: ["A.5.15"]
#   remediation: Set `require_lowercase_characters`, `require_uppercase_characters`, `require_numbers` and
#     `require_symbols` to `true`.
package aws.iam.password_complexity

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_iam_account_password_policy
	some attribute, required in {
		"require_lowercase_characters": object.get(resource.values, "require_lowercase_characters", false),
		"require_numbers": object.get(resource.values, "require_numbers", false),
		"require_symbols": object.get(resource.values, "require_symbols", false),
		"require_uppercase_characters": object.get(resource.values, "require_uppercase_characters", false),
	}
	not numbers.yes(required)
	msg := sprintf("%s is not true", [attribute])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

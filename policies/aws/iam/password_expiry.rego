# METADATA
# title: Passwords expire
# description: "PCI DSS still asks for it where a password is the only factor. With a second factor NIST advises
#   against it: waive the rule then."
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   id: IAM-019
#   control: iam-password-expiry
#   severity: medium
#   domain: least-privilege
#   resources: [aws_iam_account_password_policy]
#   attributes: [max_password_age]
#   controls:
#     pci-dss-4.0: ["8.3.6", "8.6.3"]
#     iso27001-2022: ["A.5.15"]
#   remediation: Set `max_password_age = 90` or less.
#   parameters: [iam.password_maximum_age_days]
package aws.iam.password_expiry

import rego.v1

import data.lib.iam
import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_iam_account_password_policy
	age := numbers.number(object.get(resource.values, "max_password_age", 0))
	age == 0
	finding := {"address": resource.address, "attribute": "max_password_age", "msg": "passwords never expire"}
}

deny contains finding if {
	some resource in input.resources.aws_iam_account_password_policy
	age := numbers.number(resource.values.max_password_age)
	maximum := data.parameters.iam.password_maximum_age_days
	age > maximum
	msg := sprintf("passwords expire after %d days, at most %d are allowed", [age, maximum])
	finding := {"address": resource.address, "attribute": "max_password_age", "msg": msg}
}

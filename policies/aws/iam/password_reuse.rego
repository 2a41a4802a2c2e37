# METADATA
# title: Passwords are not used again
# description: A password that was once found out must not come back.
# related_resources:
# - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
# custom:
#   id: IAM-018
#   control: iam-password-reuse
#   severity: medium
#   domain: least-privilege
#   resources: [aws_iam_account_password_policy]
#   attributes: [password_reuse_prevention]
#   controls:
#     cis-aws-6.0: ["2.8"]
#     hipaa: ["164_308_a_4_ii_c", "164_308_a_5_ii_d", "164_312_d"]
#     gdpr: ["article_25"]
#     iso27001-2022: ["A.5.15"]
#   remediation: Set `password_reuse_prevention = 24`.
#   parameters: [iam.password_reuse_prevention]
package aws.iam.password_reuse

import rego.v1

import data.lib.iam
import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_iam_account_password_policy
	remembered := numbers.number(object.get(resource.values, "password_reuse_prevention", 0))
	minimum := data.parameters.iam.password_reuse_prevention
	remembered < minimum
	msg := sprintf("%d earlier passwords are remembered, at least %d are required", [remembered, minimum])
	finding := {"address": resource.address, "attribute": "password_reuse_prevention", "msg": msg}
}

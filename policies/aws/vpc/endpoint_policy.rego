# METADATA
# title: Endpoint policies admit only trusted accounts
# description: With the default policy anything in the VPC can use the endpoint with any credentials, for instance to
#   copy data into a bucket of somebody else's account.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
# custom:
#   id: VPC-006
#   control: vpc-endpoint-trust-boundary
#   severity: high
#   domain: least-privilege
#   resources: [aws_vpc_endpoint]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].Resource",
#     "policy.Statement[].Condition", vpc_endpoint_type
#   ]
#   presence: [policy]
#   controls:
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Give the endpoint a `policy` whose statements carry `aws:PrincipalAccount`, `aws:PrincipalOrgID`,
#     `aws:ResourceAccount` or `aws:ResourceOrgID`, or name their resources.
package aws.vpc.endpoint_policy

import rego.v1

import data.lib.iam
import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_vpc_endpoint
	_takes_policy(resource)
	not values.is_set(resource, "policy")
	msg := "the default policy lets any account's credentials use the endpoint for anything"
	finding := {"address": resource.address, "attribute": "policy", "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_vpc_endpoint
	some index in iam.public(resource, "policy")
	statement := resource.values.policy.Statement[index]
	iam.on_everything(statement)
	not iam.mentions(statement, {"aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"})
	attribute := iam.path("policy", index, "Principal")
	msg := "any account's credentials may use the endpoint on every resource"
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_takes_policy(resource) if object.get(resource.values, "vpc_endpoint_type", "Gateway") in {"Gateway", "Interface"}

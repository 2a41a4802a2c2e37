# METADATA
# title: Endpoint services admit named principals
# description: A service that any principal may connect to is offered to every AWS account.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
# custom:
#   id: VPC-007
#   control: vpc-endpoint-service-trust-boundary
#   severity: high
#   domain: least-privilege
#   resources: [aws_vpc_endpoint_service]
#   attributes: [allowed_principals]
#   controls:
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: List the accounts in `allowed_principals`, as `arn:aws:iam::<account>:root`.
package aws.vpc.endpoint_service_principals

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_vpc_endpoint_service
	some index, principal in resource.values.allowed_principals
	principal == "*"
	attribute := sprintf("allowed_principals[%d]", [index])
	msg := "every AWS account may connect to the service"
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

# METADATA
# title: Transit gateways do not accept attachments by themselves
# description: With automatic acceptance any account that the gateway is shared with can join its network to yours.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
# custom:
#   id: VPC-009
#   control: vpc-tgw-no-auto-accept
#   severity: high
#   domain: least-privilege
#   resources: [aws_ec2_transit_gateway]
#   attributes: [auto_accept_shared_attachments]
#   controls:
#     aws-fsbp: ["EC2.23"]
#     nist-800-53-r5: ["AC-4(21)", "CA-9(1)", "CM-2"]
#     pci-dss-4.0: ["1.2.8", "1.3.1", "1.3.2", "1.4.2", "1.5.1", "A1.1.3"]
#     soc2: ["cc_6_7"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Set `auto_accept_shared_attachments = "disable"`, the default.
package aws.vpc.transit_gateway_acceptance

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_ec2_transit_gateway
	resource.values.auto_accept_shared_attachments == "enable"
	msg := "attachments from other accounts are accepted without being looked at"
	finding := {"address": resource.address, "attribute": "auto_accept_shared_attachments", "msg": msg}
}

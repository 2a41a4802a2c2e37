# METADATA
# title: Subnets hand out no public addresses on their own
# description: A subnet that gives every new interface a public address puts workloads on the internet by accident;
#   load balancers and NAT gateways do not need it.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
# custom:
#   id: VPC-002
#   control: vpc-subnet-no-auto-public-ip
#   severity: high
#   domain: least-privilege
#   resources: [aws_subnet, aws_default_subnet]
#   attributes: [map_public_ip_on_launch]
#   controls:
#     aws-fsbp: ["EC2.15"]
#     nist-800-53-r5: [
#       "AC-21", "AC-3", "AC-3(7)", "AC-4", "AC-4(21)", "AC-6", "SC-7", "SC-7(11)", "SC-7(16)", "SC-7(20)",
#       "SC-7(21)", "SC-7(3)", "SC-7(4)", "SC-7(9)"
#     ]
#     soc2: ["cc_6_6"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Remove `map_public_ip_on_launch` or set it to `false`, and ask for a public address where one is
#     meant.
package aws.vpc.no_auto_public_ip

import rego.v1

import data.lib.numbers

deny contains finding if {
	some type in {"aws_subnet", "aws_default_subnet"}
	some resource in input.resources[type]
	numbers.yes(resource.values.map_public_ip_on_launch)
	msg := "every interface launched here gets a public IPv4 address"
	finding := {"address": resource.address, "attribute": "map_public_ip_on_launch", "msg": msg}
}

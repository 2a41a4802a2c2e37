# METADATA
# title: Load balancers span several Availability Zones
# description: A load balancer in one zone is down with that zone, whatever stands behind it.
# related_resources:
# - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
# custom:
#   id: ELB-007
#   control: alb-multi-az
#   severity: medium
#   domain: resilience
#   resources: [aws_lb]
#   attributes: [subnets, subnet_mapping]
#   controls:
#     aws-fsbp: ["ELB.13"]
#     nist-800-53-r5: ["CP-10", "CP-6(2)", "SC-36", "SC-5(2)", "SI-13(5)"]
#     iso27001-2022: ["A.8.14"]
#   remediation: List a subnet of each zone in `subnets`.
#   parameters: [elbv2.minimum_zones]
package aws.elbv2.multi_az

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_lb
	zones := values.length(resource, "subnets") + values.length(resource, "subnet_mapping")
	minimum := data.parameters.elbv2.minimum_zones
	zones < minimum
	not values.is_unknown(resource, "subnet_mapping")
	msg := sprintf("the load balancer has %d subnet(s), at least %d are required", [zones, minimum])
	finding := {"address": resource.address, "attribute": "subnets", "msg": msg}
}

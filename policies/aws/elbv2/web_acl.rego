# METADATA
# title: Load balancers that face the internet have a web ACL
# description: A web ACL turns away the attacks that everybody gets, and gives a place to block the ones that only you
#   get.
# related_resources:
# - https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
# custom:
#   id: ELB-008
#   control: alb-waf
#   severity: medium
#   domain: least-privilege
#   resources: [aws_lb]
#   attributes: [internal, load_balancer_type]
#   presence: [web_acl_association]
#   controls:
#     aws-fsbp: ["ELB.16"]
#     pci-dss-4.0: ["6.4.1", "6.4.2"]
#   remediation: Add an `aws_wafv2_web_acl_association` with `resource_arn` of the load balancer.
#   parameters: [elbv2.web_acl]
package aws.elbv2.web_acl

import rego.v1

import data.lib.numbers
import data.lib.values

deny contains finding if {
	data.parameters.elbv2.web_acl
	some resource in input.resources.aws_lb
	object.get(resource.values, "load_balancer_type", "application") == "application"
	not numbers.yes(object.get(resource.values, "internal", false))
	not values.is_set(resource, "web_acl_association")
	msg := "the load balancer faces the internet without a web ACL"
	finding := {"address": resource.address, "attribute": "web_acl_association", "msg": msg}
}

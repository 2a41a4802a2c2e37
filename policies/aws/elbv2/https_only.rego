# METADATA
# title: HTTP listeners only send callers to HTTPS
# description: What is served over plain HTTP can be read and changed on the way, session cookies included.
# related_resources:
# - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
# custom:
#   id: ELB-001
#   control: alb-https-only
#   severity: medium
#   domain: encryption
#   resources: [aws_lb_listener]
#   attributes: [protocol, "default_action[].type", "default_action[].redirect.protocol"]
#   controls:
#     aws-fsbp: ["ELB.1"]
#     nist-800-53-r5: [
#       "AC-17(2)", "AC-4", "IA-5(1)", "SC-12(3)", "SC-13", "SC-23", "SC-23(3)", "SC-7(4)", "SC-8", "SC-8(1)",
#       "SC-8(2)", "SI-7(6)"
#     ]
#   remediation: Set the default action of the HTTP listener to `redirect` with `protocol = "HTTPS"` and `status_code
#     = "HTTP_301"`.
package aws.elbv2.https_only

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_lb_listener
	resource.values.protocol == "HTTP"
	some index, action in resource.values.default_action
	not _to_https(action)
	attribute := sprintf("default_action[%d].%s", [index, _attribute(action)])
	answer := object.get(action, "type", "something")
	msg := sprintf("the http listener answers with %s instead of a redirect to https", [answer])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_to_https(action) if {
	action.type == "redirect"
	action.redirect.protocol == "HTTPS"
}

_attribute(action) := "redirect.protocol" if action.type == "redirect"

_attribute(action) := "type" if not object.get(action, "type", "") == "redirect"

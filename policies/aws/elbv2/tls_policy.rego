# METADATA
# title: TLS listeners accept TLS 1.2 and newer only
# description: Older versions have known weaknesses, and card data may not travel over them; AWS's default policy
#   still accepts TLS 1.0.
# related_resources:
# - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
# custom:
#   id: ELB-002
#   control: alb-tls-policy
#   severity: medium
#   domain: encryption
#   resources: [aws_lb_listener]
#   attributes: [protocol, ssl_policy]
#   controls:
#     aws-fsbp: ["ELB.17"]
#   remediation: Set `ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06"` or newer.
package aws.elbv2.tls_policy

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_lb_listener
	resource.values.protocol in {"HTTPS", "TLS"}
	policy := object.get(resource.values, "ssl_policy", "ELBSecurityPolicy-2016-08")
	not regex.match(`^ELBSecurityPolicy-(TLS13-1-[23]|TLS-1-2|FS-1-2)(-|$)`, policy)
	msg := sprintf("policy %s accepts versions before TLS 1.2", [policy])
	finding := {"address": resource.address, "attribute": "ssl_policy", "msg": msg}
}

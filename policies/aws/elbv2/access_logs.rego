# METADATA
# title: Access logs of load balancers go to S3
# description: They are the record of who asked for what, and when it went wrong.
# related_resources:
# - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html
# custom:
#   id: ELB-003
#   control: alb-access-logs
#   severity: medium
#   domain: observability
#   resources: [aws_lb]
#   attributes: [access_logs.enabled, load_balancer_type]
#   controls:
#     aws-fsbp: ["ELB.5"]
#     nist-800-53-r5: [
#       "AC-4(26)", "AU-10", "AU-12", "AU-2", "AU-3", "AU-6(3)", "AU-6(4)", "CA-7", "SC-7(9)", "SI-7(8)"
#     ]
#     hipaa: ["164_308_a_1_ii_d", "164_308_a_3_ii_a", "164_308_a_6_ii", "164_312_b"]
#     soc2: ["cc_7_2", "cc_7_3", "cc_a_1_1", "pi_1_2"]
#     gdpr: ["article_30"]
#     iso27001-2022: ["A.8.15"]
#   remediation: Add `access_logs { enabled = true }` with a `bucket` that Elastic Load Balancing may write to.
#   parameters: [elbv2.access_logs]
package aws.elbv2.access_logs

import rego.v1

import data.lib.numbers

deny contains finding if {
	data.parameters.elbv2.access_logs
	some resource in input.resources.aws_lb
	object.get(resource.values, "load_balancer_type", "application") in {"application", "network"}
	logs := object.get(resource.values, "access_logs", {})
	not numbers.yes(object.get(logs, "enabled", false))
	finding := {"address": resource.address, "attribute": "access_logs.enabled", "msg": "requests are not logged"}
}

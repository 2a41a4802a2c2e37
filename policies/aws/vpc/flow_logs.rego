# METADATA
# title: VPC traffic is recorded in flow logs
# description: Without flow logs nobody can tell afterwards who reached what, nor which connections were refused.
# related_resources:
# - https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html
# custom:
#   id: VPC-001
#   control: vpc-flow-logs-enabled
#   severity: medium
#   domain: observability
#   resources: [aws_vpc]
#   attributes: ["flow_log[].traffic_type"]
#   presence: [flow_log]
#   controls:
#     aws-fsbp: ["EC2.6"]
#     cis-aws-6.0: ["4.7"]
#     nist-800-53-r5: ["AC-4(26)", "AU-12", "AU-2", "AU-3", "AU-6(3)", "AU-6(4)", "CA-7", "SI-7(8)"]
#     pci-dss-4.0: [
#       "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.3", "10.2.1.4", "10.2.1.5", "10.2.1.6", "10.2.1.7", "10.2.2",
#       "10.3.1", "10.6.3", "5.3.4", "A1.2.1"
#     ]
#     hipaa: ["164_308_a_1_ii_d", "164_308_a_3_ii_a", "164_308_a_6_ii", "164_312_b", "164_312_c_2"]
#     soc2: ["cc_7_2", "cc_7_3"]
#     gdpr: ["article_25", "article_30"]
#     iso27001-2022: ["A.8.15", "A.8.16", "A.8.20", "A.8.21", "A.8.22", "A.8.23"]
#   remediation: Add an `aws_flow_log` with `vpc_id` of this VPC and `traffic_type = "ALL"` (or `"REJECT"`).
#   parameters: [vpc.flow_logs]
package aws.vpc.flow_logs

import rego.v1

import data.lib.values

deny contains finding if {
	data.parameters.vpc.flow_logs
	some resource in input.resources.aws_vpc
	not values.is_set(resource, "flow_log")
	finding := {"address": resource.address, "attribute": "flow_log", "msg": "no flow log records this VPC's traffic"}
}

deny contains finding if {
	data.parameters.vpc.flow_logs
	some resource in input.resources.aws_vpc
	some index, log in resource.values.flow_log
	log.traffic_type == "ACCEPT"
	not _records_refusals(resource)
	attribute := sprintf("flow_log[%d].traffic_type", [index])
	finding := {"address": resource.address, "attribute": attribute, "msg": "only accepted traffic is recorded"}
}

_records_refusals(resource) if {
	some log in resource.values.flow_log
	log.traffic_type in {"ALL", "REJECT"}
}

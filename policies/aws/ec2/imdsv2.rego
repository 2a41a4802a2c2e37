# METADATA
# title: Instances require IMDSv2
# description: Version 1 of the metadata service hands the role of the instance to anyone who can make it fetch a URL.
# related_resources:
# - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
# custom:
#   id: EC2-001
#   control: ec2-imdsv2
#   severity: high
#   domain: hygiene
#   resources: [aws_instance, aws_launch_template, aws_launch_configuration]
#   attributes: [metadata_options.http_tokens, metadata_options.http_endpoint]
#   presence: [launch_template]
#   controls:
#     aws-fsbp: ["EC2.8"]
#     cis-aws-6.0: ["6.7"]
#     nist-800-53-r5: ["AC-3", "AC-3(15)", "AC-3(7)", "AC-6"]
#     pci-dss-4.0: ["8.2.8"]
#     soc2: ["cc_7_2"]
#     iso27001-2022: ["A.8.20", "A.8.21", "A.8.22"]
#   remediation: Set `metadata_options { http_tokens = "required" }`.
package aws.ec2.imdsv2

import rego.v1

deny contains finding if {
	some type in {"aws_instance", "aws_launch_template", "aws_launch_configuration"}
	some resource in input.resources[type]
	object.get(resource.values, ["metadata_options", "http_tokens"], "optional") != "required"
	object.get(resource.values, ["metadata_options", "http_endpoint"], "enabled") != "disabled"
	not _decided_elsewhere(resource)
	msg := "the metadata service answers without a token (IMDSv1)"
	finding := {"address": resource.address, "attribute": "metadata_options.http_tokens", "msg": msg}
}

# the launch template of an instance is judged by itself
_decided_elsewhere(resource) if {
	not resource.values.metadata_options
	resource.values.launch_template
}

_decided_elsewhere(resource) if {
	not resource.values.metadata_options.http_tokens
	some defaults in input.resources.aws_ec2_instance_metadata_defaults
	defaults.values.http_tokens == "required"
}

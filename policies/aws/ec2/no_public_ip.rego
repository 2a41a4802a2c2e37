# METADATA
# title: Instances get no public address
# description: An instance with a public address is one security-group mistake away from the whole internet.
# related_resources:
# - https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html
# custom:
#   id: EC2-006
#   severity: high
#   domain: least-privilege
#   resources: [aws_instance, aws_launch_template]
#   attributes: [associate_public_ip_address, "network_interfaces[].associate_public_ip_address"]
#   remediation: Set `associate_public_ip_address = false` and reach the instance through a load balancer or Session
#     Manager.
package aws.ec2.no_public_ip

import rego.v1

import data.lib.numbers

deny contains finding if {
	some resource in input.resources.aws_instance
	resource.values.associate_public_ip_address
	msg := "the instance gets a public address"
	finding := {"address": resource.address, "attribute": "associate_public_ip_address", "msg": msg}
}

deny contains finding if {
	some resource in input.resources.aws_launch_template
	some index, interface in resource.values.network_interfaces
	numbers.yes(interface.associate_public_ip_address)
	attribute := sprintf("network_interfaces[%d].associate_public_ip_address", [index])
	msg := "instances get a public address"
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

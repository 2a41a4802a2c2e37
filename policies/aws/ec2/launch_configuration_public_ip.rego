# METADATA
# title: Launch configurations assign no public address
# description: Every instance that the group starts would be reachable from the internet.
# related_resources:
# - https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html
# custom:
#   id: EC2-007
#   control: asg-no-public-ip
#   severity: high
#   domain: least-privilege
#   resources: [aws_launch_configuration]
#   attributes: [associate_public_ip_address]
#   controls:
#     aws-fsbp: ["AutoScaling.5"]
#   remediation: "Set `associate_public_ip_address = false`, better: move to a launch template."
package aws.ec2.launch_configuration_public_ip

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_launch_configuration
	resource.values.associate_public_ip_address
	msg := "instances get a public address"
	finding := {"address": resource.address, "attribute": "associate_public_ip_address", "msg": msg}
}

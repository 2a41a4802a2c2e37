# METADATA
# title: Auto Scaling groups use launch templates
# description: Launch configurations get no new features, cannot require tags, and new accounts cannot make them.
# related_resources:
# - https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-templates.html
# custom:
#   id: EC2-010
#   control: asg-launch-template
#   severity: medium
#   domain: hygiene
#   resources: [aws_autoscaling_group]
#   attributes: [launch_template]
#   presence: [launch_configuration]
#   controls:
#     aws-fsbp: ["AutoScaling.9"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2", "CM-2(2)"]
#   remediation: Replace `launch_configuration` by `launch_template`.
package aws.ec2.asg_launch_template

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_autoscaling_group
	values.is_set(resource, "launch_configuration")
	msg := "a launch configuration is used"
	finding := {"address": resource.address, "attribute": "launch_template", "msg": msg}
}

package aws.ec2.asg_launch_template_test

import rego.v1

cases := {
	"launch template": {"verdict": "pass", "values": {"launch_template": {"version": "$Latest"}}},
	"mixed instances": {"verdict": "pass", "values": {"mixed_instances_policy": {}}},
	"launch configuration": {
		"verdict": "fail",
		"values": {"launch_configuration": "web"},
		"attribute": "launch_template",
	},
	"launch configuration of the same apply": {
		"verdict": "fail",
		"values": {},
		"unknown": ["launch_configuration"],
		"attribute": "launch_template",
	},
	"known after apply": {"verdict": "unknown", "values": {"name": "web"}, "unknown": ["launch_template"]},
}

package aws.ec2.asg_elb_health_test

import rego.v1

cases := {
	"health check of the balancer": {
		"verdict": "pass",
		"values": {"target_group_arns": ["tg"], "health_check_type": "ELB"},
	},
	"of the instance": {
		"verdict": "fail",
		"values": {"target_group_arns": ["tg"], "health_check_type": "EC2"},
		"attribute": "health_check_type",
	},
	"not set": {"verdict": "fail", "values": {"load_balancers": ["lb"]}, "attribute": "health_check_type"},
	"target group made in the same apply": {
		"verdict": "fail",
		"values": {},
		"unknown": ["target_group_arns[0]"],
		"attribute": "health_check_type",
	},
	"target groups known after apply": {
		"verdict": "fail",
		"values": {},
		"unknown": ["target_group_arns"],
		"attribute": "health_check_type",
	},
	"not balanced": {"verdict": "pass", "values": {"health_check_type": "EC2"}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"target_group_arns": ["tg"]},
		"unknown": ["health_check_type"],
	},
}

package aws.ecs.task_role_test

import rego.v1

cases := {
	"set": {"verdict": "pass", "values": {"task_role_arn": "arn:aws:iam::111122223333:role/app"}},
	"known after apply": {"verdict": "pass", "values": {}, "unknown": ["task_role_arn"]},
	"not set": {"verdict": "fail", "values": {"family": "app"}, "attribute": "task_role_arn"},
}

package aws.ecs.no_host_pid_test

import rego.v1

cases := {
	"not set": {"verdict": "pass", "values": {"container_definitions": [{"name": "app", "image": "app:1.2.3"}]}},
	"task": {"verdict": "pass", "values": {"pid_mode": "task"}},
	"host": {"verdict": "fail", "values": {"pid_mode": "host"}, "attribute": "pid_mode"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["pid_mode"]},
}

package aws.ecr.lifecycle_test

import rego.v1

cases := {
	"a policy": {"verdict": "pass", "values": {"lifecycle_policy": {"rules": [{"rulePriority": 1}]}}},
	"a policy, known after apply": {"verdict": "pass", "values": {}, "unknown": ["lifecycle_policy"]},
	"none": {"verdict": "fail", "values": {"name": "app"}, "attribute": "lifecycle_policy"},
}

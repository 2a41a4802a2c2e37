package aws.cost.single_scheduler_test

import rego.v1

cases := {
	"once": {"verdict": "pass", "values": {"name": "sf-prod-celery-beat", "desired_count": 1}},
	"twice": {
		"verdict": "fail",
		"values": {"name": "sf-prod-celery-beat", "desired_count": 2},
		"attribute": "desired_count",
	},
	"not at all": {"verdict": "fail", "values": {"name": "beat"}, "attribute": "desired_count"},
	"a heartbeat is something else": {
		"verdict": "pass",
		"values": {"name": "heartbeat-monitor", "desired_count": 3},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"name": "celery-beat"},
		"unknown": ["desired_count"],
	},
}

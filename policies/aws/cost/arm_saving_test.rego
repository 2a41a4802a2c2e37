package aws.cost.arm_saving_test

import rego.v1

_saving := {
	"monthly": {"low": "26.28", "typical": "26.28", "high": "26.28"},
	"savings": [{"kind": "arm", "change": "`db.t4g.small`", "monthly": "2.92", "percent": "11.1"}],
}

cases := {
	"nothing to save": {
		"verdict": "pass",
		"parameters": {"cost": {"priced": true}},
		"values": {"instance_class": "db.t4g.small"},
		"cost": {"monthly": {"low": "23.36", "typical": "23.36", "high": "23.36"}},
	},
	"too little to tell": {
		"verdict": "pass",
		"parameters": {"cost": {"priced": true, "smallest_saving": 5}},
		"values": {"instance_class": "db.t3.small"},
		"cost": _saving,
	},
	"a database": {
		"verdict": "fail",
		"attribute": "instance_class",
		"parameters": {"cost": {"priced": true, "smallest_saving": 1}},
		"values": {"instance_class": "db.t3.small"},
		"cost": _saving,
	},
	"tasks": {
		"verdict": "fail",
		"type": "aws_ecs_service",
		"attribute": "task_definition",
		"parameters": {"cost": {"priced": true, "smallest_saving": 1}},
		"values": {"task_definition": "app:1"},
		"cost": {
			"monthly": {"low": "216.24", "typical": "288.32", "high": "720.80"},
			"savings": [
				{"kind": "valkey", "change": "another thing", "monthly": "90.23", "percent": "20.0"},
				{"kind": "arm", "change": "`ARM64`", "monthly": "57.66", "percent": "20.0"},
			],
		},
	},
	"class known after apply": {
		"verdict": "unknown",
		"parameters": {"cost": {"priced": true}},
		"values": {},
		"unknown": ["instance_class"],
	},
	"without prices": {"verdict": "not_applicable", "values": {"instance_class": "db.t3.small"}, "cost": _saving},
}

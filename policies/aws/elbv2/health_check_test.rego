package aws.elbv2.health_check_test

import rego.v1

cases := {
	"a path": {"verdict": "pass", "values": {"health_check": {"path": "/health"}}},
	"not set means checks of /": {"verdict": "pass", "values": {}},
	"a function is not checked": {
		"verdict": "pass",
		"values": {"target_type": "lambda", "health_check": {"enabled": false}},
	},
	"switched off": {
		"verdict": "fail",
		"values": {"health_check": {"enabled": false}},
		"attribute": "health_check.enabled",
	},
	"known after apply": {"verdict": "unknown", "values": {"health_check": {}}, "unknown": ["health_check.enabled"]},
}

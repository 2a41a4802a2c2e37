package aws.ecs.container_insights_test

import rego.v1

cases := {
	"enabled": {"verdict": "pass", "values": {"setting": [{"name": "containerInsights", "value": "enabled"}]}},
	"enhanced": {"verdict": "pass", "values": {"setting": [{"name": "containerInsights", "value": "enhanced"}]}},
	"not set": {"verdict": "fail", "values": {}, "attribute": "setting"},
	"another setting": {
		"verdict": "fail",
		"values": {"setting": [{"name": "other", "value": "enabled"}]},
		"attribute": "setting",
	},
	"disabled": {
		"verdict": "fail",
		"values": {"setting": [{"name": "containerInsights", "value": "disabled"}]},
		"attribute": "setting",
	},
	"dev may do without": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"staging may not": {"verdict": "fail", "values": {}, "environment": "staging"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["setting"]},
}

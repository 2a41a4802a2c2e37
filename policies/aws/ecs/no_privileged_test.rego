package aws.ecs.no_privileged_test

import rego.v1

cases := {
	"false": {
		"verdict": "pass",
		"values": {
			"container_definitions": [{"name": "app", "image": "app:1.2.3", "privileged": false}],
		},
	},
	"not set": {"verdict": "pass", "values": {"container_definitions": [{"name": "app", "image": "app:1.2.3"}]}},
	"one of two": {
		"verdict": "fail",
		"values": {
			"container_definitions": [
				{"name": "app", "image": "app:1.2.3"},
				{"name": "app", "image": "app:1.2.3", "privileged": true},
			],
		},
		"findings": 1,
		"attribute": "container_definitions[1].privileged",
	},
	"a container without a name": {"verdict": "fail", "values": {"container_definitions": [{"privileged": true}]}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"container_definitions": [{"name": "app", "image": "app:1.2.3"}]},
		"unknown": ["container_definitions[0].privileged"],
	},
	"definitions known after apply": {"verdict": "unknown", "values": {}, "unknown": ["container_definitions"]},
}
